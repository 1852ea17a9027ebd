package io.washa.protocol;

/** Names of features that agent and hub announce to each other; unknown names are ignored. */
public final class Capability {
  /** PPPoE secrets and profiles as access. */
  public static final String PPPOE = "pppoe";

  /** Answers {@link Command#PROBE}. */
  public static final String PROBE = "probe";

  /** Answers {@link Command#PLAN}: a dry run in words. */
  public static final String PLAN = "plan";

  private Capability() {}
}
