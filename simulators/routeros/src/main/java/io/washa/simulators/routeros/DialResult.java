package io.washa.simulators.routeros;

/** What became of a subscriber's attempt to go online. */
public sealed interface DialResult {

  /**
   * Online.
   *
   * @param address given to the subscriber
   * @param session id of the row in {@code /ppp/active}, as {@code *80000001}
   * @param rateLimit of the profile, upload before download; empty if it has none
   */
  record Accepted(String address, String session, String rateLimit) implements DialResult {}

  /** Not online. */
  record Refused(String reason) implements DialResult {}
}
