package io.washa.agent.site;

import io.washa.protocol.ApplyDesired;

/**
 * A user on a router. The same name in two tables is two users.
 *
 * @param method of access, as in {@link AccessTable#method()}
 * @param name natural key in that table
 */
record UserKey(String method, String name) {
  static UserKey of(ApplyDesired.Access row) {
    return new UserKey(row.method(), row.name());
  }

  /** As a file holds it. PPPoE users stand there as before there was anything else. */
  String stored() {
    return method.equals(PppSecrets.METHOD) ? name : method + ":" + name;
  }

  /** The opposite of {@link #stored()}; no user name of ours holds a colon. */
  static UserKey parse(String stored) {
    int colon = stored.indexOf(':');
    return colon < 0
        ? new UserKey(PppSecrets.METHOD, stored)
        : new UserKey(stored.substring(0, colon), stored.substring(colon + 1));
  }
}
