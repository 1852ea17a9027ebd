package io.washa.agent.site;

import io.washa.agent.store.RouterState;
import io.washa.protocol.ApplyDesired.Access;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Which rows a user has, and users that no row has any more. Not safe for several threads. */
final class UserIndex {
  private final RouterState state;
  private final Map<UserKey, Set<UUID>> byUser = new HashMap<>();
  private final Set<UserKey> retired = new LinkedHashSet<>();

  UserIndex(RouterState state) {
    this.state = state;
    rebuild();
  }

  /** Everything held is new. */
  void rebuild() {
    byUser.clear();
    retired.clear();
    state.rows().values().forEach(this::add);
  }

  void add(Access row) {
    byUser.computeIfAbsent(UserKey.of(row), any -> new LinkedHashSet<>()).add(row.access());
  }

  /** A row has another user now. */
  void retire(Access old) {
    UserKey user = UserKey.of(old);
    Set<UUID> accesses = byUser.get(user);
    if (accesses != null) {
      accesses.remove(old.access());
    }
    retired.add(user);
  }

  /** Users that could not be looked at after all. */
  void retireAgain(Set<UserKey> users) {
    retired.addAll(users);
  }

  /** Users that rows gave up and no other row took over. */
  Set<UserKey> takeRetired() {
    Set<UserKey> users = new LinkedHashSet<>();
    for (UserKey user : retired) {
      if (byUser.getOrDefault(user, Set.of()).isEmpty()) {
        users.add(user);
      }
    }
    retired.clear();
    return users;
  }

  /** Every row that has one of these users. */
  List<Access> rows(Set<UserKey> users) {
    List<Access> rows = new ArrayList<>();
    for (UserKey user : users) {
      for (UUID id : byUser.getOrDefault(user, Set.of())) {
        Access row = state.rows().get(id);
        if (row != null) {
          rows.add(row);
        }
      }
    }
    return rows;
  }

  /** The access that a user belongs to now. */
  @Nullable UUID accessOf(UserKey user) {
    UUID found = null;
    for (Access row : rows(Set.of(user))) {
      if (found == null || !row.removed()) {
        found = row.access();
      }
    }
    return found;
  }
}
