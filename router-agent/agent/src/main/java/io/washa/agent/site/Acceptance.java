package io.washa.agent.site;

import java.util.List;
import java.util.UUID;

/** What became of an {@code ApplyDesired}. */
sealed interface Acceptance {
  /** Stored; an answer for these rows is owed. */
  record Accepted(boolean snapshot, List<UUID> rows) implements Acceptance {}

  /** Held already; the answer is said again. */
  record Repeated(List<UUID> rows) implements Acceptance {}

  /** One part of a snapshot; more are to come. */
  record Incomplete() implements Acceptance {}

  /** Older than what is held: not taken. */
  record Older() implements Acceptance {}

  /** The base is not held. */
  record BaseMissing() implements Acceptance {}
}
