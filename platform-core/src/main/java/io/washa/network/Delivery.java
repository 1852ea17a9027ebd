package io.washa.network;

import java.time.Instant;

/** What became of sending a router its desired state. */
public sealed interface Delivery {
  /**
   * The site's agent holds it, and what it said of the rows has been recorded.
   *
   * @param sentAt when it left the platform
   */
  record Accepted(Instant sentAt) implements Delivery {}

  /** The agent does not hold what the change builds on; noted, so that the next try sends all. */
  record NeedsSnapshot() implements Delivery {}

  /** No agent of the site is connected. */
  record NoAgent() implements Delivery {}

  /**
   * Sent, wholly or in part, and not answered; the agent may hold it or not.
   *
   * @param reason for a person
   */
  record Unanswered(Instant sentAt, String reason) implements Delivery {}
}
