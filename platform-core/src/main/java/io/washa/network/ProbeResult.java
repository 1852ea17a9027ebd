package io.washa.network;

/** What a router said when asked who it is. */
public sealed interface ProbeResult {
  /**
   * It answered.
   *
   * @param identity what it says it is
   */
  record Answered(String identity) implements ProbeResult {}

  /**
   * The agent is there and the router did not answer it, or not in time.
   *
   * @param reason for a person
   */
  record Silent(String reason) implements ProbeResult {}

  /** No agent of the site is connected. */
  record NoAgent() implements ProbeResult {}
}
