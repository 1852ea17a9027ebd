package io.washa.protocol;

/** Names of features that agent and hub announce to each other; unknown names are ignored. */
public final class Capability {
  /** PPPoE secrets and profiles as access. */
  public static final String PPPOE = "pppoe";

  /** Hotspot users and profiles as access, and waiting devices logged in from the router's side. */
  public static final String HOTSPOT = "hotspot";

  /** Answers {@link Command#PROBE}. */
  public static final String PROBE = "probe";

  /** Answers {@link Command#PLAN}: a dry run in words. */
  public static final String PLAN = "plan";

  private Capability() {}
}
