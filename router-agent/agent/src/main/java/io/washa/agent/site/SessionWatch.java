package io.washa.agent.site;

import io.washa.agent.routeros.RouterLostException;
import io.washa.protocol.Observed;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Looks who is online and tells the hub what changed. Belongs to its worker's thread. */
final class SessionWatch {
  /** Sessions in one message, so that it stays well below the longest allowed. */
  private static final int PORTION = 4000;

  private final UUID router;
  private final DesiredRows rows;
  private final Outbox outbox;
  private Sessions sessions = new Sessions();
  private Observed.@Nullable Identity identity;

  SessionWatch(UUID router, DesiredRows rows, Outbox outbox) {
    this.router = router;
    this.rows = rows;
    this.outbox = outbox;
  }

  boolean isKnown() {
    return sessions.isKnown();
  }

  /**
   * The router answers.
   *
   * @param error why it is not served all the same, null if it is
   */
  Observed reachable(Observed.@Nullable Identity seen, @Nullable String error) {
    identity = seen;
    return new Observed(router, true, error, seen, false, List.of(), List.of());
  }

  Observed unreachable(Observed.@Nullable Identity seen, String reason) {
    sessions = new Sessions();
    return new Observed(router, false, reason, seen, false, List.of(), List.of());
  }

  /**
   * Looks at everybody.
   *
   * @return whether users are online who may not be; their rows are marked for another look
   */
  boolean everybody(RouterOps ops) throws RouterLostException {
    List<Observed.Session> live = new ArrayList<>();
    boolean stale = false;
    for (String method : rows.methods()) {
      Optional<AccessTable> table = rows.table(method);
      if (table.isPresent()) {
        int before = live.size();
        read(live, method, ops.active(table.get(), true, Set.of()));
        stale |= markStale(table.get(), live.subList(before, live.size()));
      }
    }
    boolean first = !sessions.isKnown();
    Sessions.Changes changes = sessions.look(live, null);
    if (first) {
      sendEverybody(identity);
    } else {
      send(changes);
    }
    return stale;
  }

  private boolean markStale(AccessTable table, List<Observed.Session> live) {
    boolean stale = false;
    for (Observed.Session session : live) {
      if (!rows.mayBeOnline(table, session.access())) {
        stale = true;
        rows.markDirty(session.access());
      }
    }
    return stale;
  }

  private void read(List<Observed.Session> live, String method, List<RouterOps.Active> active) {
    for (RouterOps.Active session : active) {
      UUID access = rows.accessOf(new UserKey(method, session.name()));
      if (access != null) {
        String address = session.address().isEmpty() ? null : session.address();
        live.add(new Observed.Session(access, address, session.uptimeSeconds()));
      }
    }
  }

  /** Looks at a few. */
  void some(RouterOps ops, Set<UserKey> users) throws RouterLostException {
    Map<String, Set<String>> names = new LinkedHashMap<>();
    Set<UUID> accesses = new HashSet<>();
    for (UserKey user : users) {
      UUID access = rows.accessOf(user);
      if (access != null) {
        accesses.add(access);
        names.computeIfAbsent(user.method(), any -> new HashSet<>()).add(user.name());
      }
    }
    List<Observed.Session> live = new ArrayList<>();
    for (Map.Entry<String, Set<String>> entry : names.entrySet()) {
      Optional<AccessTable> table = rows.table(entry.getKey());
      if (table.isPresent()) {
        read(live, entry.getKey(), ops.active(table.get(), false, entry.getValue()));
      }
    }
    if (!accesses.isEmpty()) {
      send(sessions.look(live, accesses));
    }
  }

  /** Says who is online, as a whole. */
  void sendEverybody(Observed.@Nullable Identity seen) {
    List<Observed.Session> all = sessions.all();
    int first = Math.min(PORTION, all.size());
    outbox.send(new Observed(router, true, null, seen, true, all.subList(0, first), List.of()));
    for (int from = first; from < all.size(); from += PORTION) {
      int to = Math.min(from + PORTION, all.size());
      outbox.send(new Observed(router, true, null, seen, false, all.subList(from, to), List.of()));
    }
  }

  private void send(Sessions.Changes changes) {
    if (!changes.isEmpty()) {
      outbox.send(
          new Observed(router, true, null, identity, false, changes.came(), changes.went()));
    }
  }
}
