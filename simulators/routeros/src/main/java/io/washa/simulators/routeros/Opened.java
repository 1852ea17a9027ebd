package io.washa.simulators.routeros;

/**
 * What a device gets when it opens a page.
 *
 * @param outcome {@code internet}: what it asked for; {@code redirected}: another address; {@code
 *     login-page}: the hotspot's own; {@code dropped}, {@code rejected}; {@code offline}: the
 *     device has no session
 * @param address where the connection ends
 * @param port where the connection ends
 * @param decidedBy comment or id of the rule that decided, empty if none did
 * @param limit max-limit of the queue it runs through, upload first; empty if none holds it
 * @param fasttracked whether the connection passes by the queues
 */
public record Opened(
    String outcome, String address, int port, String decidedBy, String limit, boolean fasttracked) {

  static Opened offline() {
    return new Opened("offline", "", 0, "", "", false);
  }
}
