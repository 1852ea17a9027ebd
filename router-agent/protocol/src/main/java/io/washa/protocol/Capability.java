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

  /** DHCP leases as access. */
  public static final String DHCP = "dhcp";

  /** Fixed addresses with a queue as access. */
  public static final String STATIC = "static";

  /** Keeps {@link Assign.Rules}, and answers {@link Command#SWEEP}, ALLOW and ADOPT. */
  public static final String RULES = "rules";

  /** Sends {@link Drift}. */
  public static final String DRIFT = "drift";

  /** Sends {@link Usage}, and sessions with id, device and bytes. */
  public static final String USAGE = "usage";

  /** Sends {@link Refusals}. */
  public static final String REFUSALS = "refusals";

  /** Sends {@link Health}. */
  public static final String HEALTH = "health";

  /** Answers {@link Command#PING}, TRAFFIC, REBOOT, LOG, BACKUP and CHECK. */
  public static final String TOOLS = "tools";

  private Capability() {}
}
