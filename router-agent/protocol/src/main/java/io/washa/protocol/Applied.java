package io.washa.protocol;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Agent to hub: how far the desired state is true on a router. Sent once in answer to each complete
 * {@link ApplyDesired}, and again unasked whenever a row's outcome changes later (the router came
 * back, a retry helped).
 *
 * @param generation the desired generation the agent now holds on its disk
 * @param results one for each row concerned; rows not named are unchanged
 */
public record Applied(UUID router, long epoch, long generation, List<Result> results)
    implements Message {

  /**
   * What became of one row.
   *
   * @param generation of the row that this result is about
   * @param error what a person should read, null unless {@link Outcome#FAILED} or {@link
   *     Outcome#WAITING}
   */
  public record Result(UUID access, long generation, Outcome outcome, @Nullable String error) {}

  /** What became of a row. */
  public enum Outcome {
    /** Read back from the router and found equal. */
    APPLIED,
    /** Stored, but the router cannot be reached; the agent goes on trying. */
    WAITING,
    /** The router refused or did not keep it; the agent tries again, with growing pauses. */
    FAILED
  }
}
