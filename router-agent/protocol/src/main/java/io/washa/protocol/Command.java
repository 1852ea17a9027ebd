package io.washa.protocol;

import java.util.UUID;

/**
 * Hub to agent: do this once, now. For what has no state (a probe, a kick, a dry run); never
 * replayed, and not begun after its time is over.
 *
 * @param id the {@link CommandResult} names it
 * @param name one of the constants here
 * @param argument for {@link #KICK} the user name; else as the constant says, or empty
 * @param timeToLiveMillis from receipt; relative, for the agent's clock may be wrong
 */
public record Command(UUID id, UUID router, String name, String argument, long timeToLiveMillis)
    implements Message {
  /** Ask the router its identity now: can this site connect people? */
  public static final String PROBE = "probe";

  /** Remove the live sessions of one user. */
  public static final String KICK = "kick";

  /** Say in words what a full comparison would write; writes nothing. */
  public static final String PLAN = "plan";

  /** Compare everything now and make it true. */
  public static final String SWEEP = "sweep";

  /**
   * Go on with the comparison that was stopped because it would remove very many rows. The argument
   * is the digest that {@link Drift#stopped} carried: for another plan it is refused.
   */
  public static final String ALLOW = "allow";

  /** Take over a foreign row. The argument is {@code method name}, as {@code pppoe mary}. */
  public static final String ADOPT = "adopt";

  /** Ping from the router. The argument is an address; the answer one line a try. */
  public static final String PING = "ping";

  /**
   * What a user's live session carries now. The argument is {@code method name}; the answer {@code
   * up down} in bits a second.
   */
  public static final String TRAFFIC = "traffic";

  /** Restart the router. */
  public static final String REBOOT = "reboot";

  /** The newest lines of the router's log. */
  public static final String LOG = "log";

  /** A backup of the router, encrypted with a password: the argument. The answer is base64. */
  public static final String BACKUP = "backup";

  /** Look whether the router is fit: version, policies, device-mode, FastTrack, clock. */
  public static final String CHECK = "check";
}
