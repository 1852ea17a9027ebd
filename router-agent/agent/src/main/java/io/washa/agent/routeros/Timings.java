package io.washa.agent.routeros;

import java.time.Duration;

/**
 * How long to wait for a router.
 *
 * @param connect for the TCP connection and, separately, the TLS handshake
 * @param login for the answer to the login
 * @param idleRead for the next byte while a reply is outstanding
 */
public record Timings(Duration connect, Duration login, Duration idleRead) {

  /** What suits a router on the same site. */
  public static Timings standard() {
    return new Timings(Duration.ofSeconds(3), Duration.ofSeconds(5), Duration.ofSeconds(30));
  }
}
