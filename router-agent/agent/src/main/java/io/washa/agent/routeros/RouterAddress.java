package io.washa.agent.routeros;

import org.jspecify.annotations.Nullable;

/**
 * Where a router is and who we are there.
 *
 * @param tlsFingerprint SHA-256 of the certificate in hex, or null for the plain API
 */
public record RouterAddress(
    String host, int port, @Nullable String tlsFingerprint, String username, String password) {

  /** Leaves user and password out. */
  @Override
  public String toString() {
    return host + ":" + port + (tlsFingerprint == null ? "" : " (TLS)");
  }
}
