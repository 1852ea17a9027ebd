package io.washa.agent.hub;

import java.time.Duration;

/**
 * How the agent keeps its connection.
 *
 * @param handshake for each step up to the Welcome
 * @param firstRetry first pause after a break
 * @param maxRetry longest pause
 * @param sentAway pause after the hub said that coming back does not help
 */
public record HubSettings(
    Duration handshake, Duration firstRetry, Duration maxRetry, Duration sentAway) {

  /** What suits the internet. */
  public static HubSettings standard() {
    return new HubSettings(
        Duration.ofSeconds(10),
        Duration.ofMillis(300),
        Duration.ofSeconds(15),
        Duration.ofMinutes(5));
  }
}
