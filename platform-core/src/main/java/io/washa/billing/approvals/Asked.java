package io.washa.billing.approvals;

import java.util.UUID;

/** What became of asking. */
public sealed interface Asked {
  /** It waits for another person, now or since the same was asked before. */
  record Waits(UUID approval) implements Asked {}

  /** It was done at once: it is within what the asker may do alone. */
  record Done(UUID approval) implements Asked {}

  /** The asker's role does not allow it. */
  record NotAllowed() implements Asked {}

  /** It cannot be done. */
  record Impossible(Obstacle why) implements Asked {}
}
