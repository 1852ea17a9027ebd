package io.washa.protocol;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Agent to hub: in what a router was found to differ from the desired state, after a full
 * comparison, and what could not be made true. Empty when all is as it should be.
 *
 * @param generation that was compared with
 * @param written whether what differs was then written; false if only reported, or stopped
 * @param lines in words, for a person, at most {@link #MAX_LINES}
 * @param more how many lines were left out
 * @param stopped digest of a plan that was stopped, for {@link Command#ALLOW}; null if it was not
 * @param why it was stopped or only reported, for a person; null if it was written
 * @param foreign rows in the way that are not ours, for {@link Command#ADOPT}: {@code method name}
 * @param freeRiders users online who are no access of ours, {@code method name}
 * @param sentences written to the router for it
 * @param rows of the router that were read
 */
public record Drift(
    UUID router,
    long generation,
    boolean written,
    List<String> lines,
    int more,
    @Nullable String stopped,
    @Nullable String why,
    List<String> foreign,
    List<String> freeRiders,
    int sentences,
    int rows)
    implements Message {
  /** Most lines. */
  public static final int MAX_LINES = 200;
}
