package io.washa.simulators.routeros;

import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Who may log in to the router: rows of {@code /user} and the policies of their groups. */
final class Users {
  private final Store store;

  Users(Store store) {
    this.store = store;
  }

  /** The password of somebody who may log in from an address, or null if there is nobody such. */
  @Nullable String passwordOf(String name, String from) {
    store.lock.lock();
    try {
      Row user = store.table(Paths.USERS).byName(name);
      if (user == null || user.value("disabled").equals("true")) {
        return null;
      }
      return isAllowed(user.value("address"), from) ? user.value("password") : null;
    } finally {
      store.lock.unlock();
    }
  }

  /** Whether an address lies in one of the prefixes; in no prefixes at all everything does. */
  static boolean isAllowed(String prefixes, String address) {
    if (prefixes.isEmpty()) {
      return true;
    }
    for (String prefix : prefixes.split(",", -1)) {
      if (Ipv4.contains(prefix, address)) {
        return true;
      }
    }
    return false;
  }

  /** Whoever has logged in under a name. */
  Caller caller(String name) {
    Row user = store.table(Paths.USERS).byName(name);
    String group = user == null ? "" : user.value("group");
    Row row = store.table(Paths.GROUPS).byName(group);
    Set<String> policies = new HashSet<>();
    if (row != null) {
      policies.addAll(Set.of(row.value("policy").split(",", -1)));
    }
    return new Caller(name, group, policies);
  }
}
