package io.washa.agent.site;

import io.washa.agent.store.RouterFile;
import java.io.IOException;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;

/** Users whose live sessions have to go, as stored. Not safe for several threads. */
final class PendingKicks {
  private final RouterFile file;

  PendingKicks(RouterFile file) {
    this.file = file;
  }

  /** Remembers users of a table, durably. */
  void add(AccessTable table, Set<String> names) throws IOException {
    Set<String> stored = stored(table, names);
    if (!file.state().kicks().containsAll(stored)) {
      file.storeKick(stored);
    }
  }

  /** Forgets those that are done or whose write was not kept. */
  void forget(AccessTable table, Collection<String> names) throws IOException {
    Set<String> known = stored(table, names);
    known.retainAll(file.state().kicks());
    if (!known.isEmpty()) {
      file.storeKicked(known);
    }
  }

  private static Set<String> stored(AccessTable table, Collection<String> names) {
    Set<String> stored = new HashSet<>();
    names.forEach(name -> stored.add(new UserKey(table.method(), name).stored()));
    return stored;
  }

  /** Names in a table. */
  Set<String> of(AccessTable table) {
    Set<String> names = new HashSet<>();
    for (String stored : file.state().kicks()) {
      UserKey user = UserKey.parse(stored);
      if (user.method().equals(table.method())) {
        names.add(user.name());
      }
    }
    return names;
  }

  boolean isEmpty() {
    return file.state().kicks().isEmpty();
  }
}
