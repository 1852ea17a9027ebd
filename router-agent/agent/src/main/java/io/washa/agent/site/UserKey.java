package io.washa.agent.site;

import io.washa.protocol.ApplyDesired;

/**
 * A user on a router. The same name in two tables is two users.
 *
 * @param method of access, as in {@link AccessTable#method()}
 * @param name natural key in that table
 */
record UserKey(String method, String name) {
  /** What no name holds, unlike colons and blanks. */
  private static final char SEPARATOR = '\n';

  static UserKey of(ApplyDesired.Access row) {
    String key = row.method().equals(DhcpLeases.METHOD) ? DhcpLeases.device(row) : row.name();
    return new UserKey(row.method(), key);
  }

  /** As a file holds it. PPPoE users stand there as before there was anything else. */
  String stored() {
    return method.equals(PppSecrets.METHOD) ? name : method + SEPARATOR + name;
  }

  /** The opposite of {@link #stored()}. */
  static UserKey parse(String stored) {
    int end = stored.indexOf(SEPARATOR);
    return end < 0
        ? new UserKey(PppSecrets.METHOD, stored)
        : new UserKey(stored.substring(0, end), stored.substring(end + 1));
  }
}
