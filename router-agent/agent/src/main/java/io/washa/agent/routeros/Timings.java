package io.washa.agent.routeros;

import java.time.Duration;

/**
 * How long to wait for a router, and how fast to speak to it.
 *
 * @param connect for the TCP connection and, separately, the TLS handshake
 * @param login for the answer to the login
 * @param idleRead for the next byte while a reply is outstanding
 * @param pace between two sentences once a burst is used up; zero: none
 */
public record Timings(Duration connect, Duration login, Duration idleRead, Duration pace) {
  /**
   * RouterOS clamps itself to this after a burst, over all connections (one CHR, confidence M):
   * going faster only fills its queue, in which who just paid would wait.
   */
  private static final Duration ROUTERS_OWN = Duration.ofMillis(20);

  /** At the pace that a router takes anyway. */
  public Timings(Duration connect, Duration login, Duration idleRead) {
    this(connect, login, idleRead, ROUTERS_OWN);
  }

  /** What suits a router on the same site. */
  public static Timings standard() {
    return new Timings(Duration.ofSeconds(3), Duration.ofSeconds(5), Duration.ofSeconds(30));
  }

  /** The same for a router that takes everything as fast as it comes. */
  public Timings unpaced() {
    return new Timings(connect, login, idleRead, Duration.ZERO);
  }
}
