package io.washa.protocol;

import java.util.UUID;

/**
 * Hub to agent: do this once, now. For what has no state (a probe, a kick, a dry run); never
 * replayed, and not begun after its time is over.
 *
 * @param id the {@link CommandResult} names it
 * @param name one of the constants here
 * @param argument for {@link #KICK} the user name, else empty
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
}
