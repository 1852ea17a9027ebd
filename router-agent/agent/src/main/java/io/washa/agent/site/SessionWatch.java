package io.washa.agent.site;

import io.washa.agent.routeros.RouterLostException;
import io.washa.protocol.Observed;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
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

  Observed reachable(Observed.@Nullable Identity seen) {
    identity = seen;
    return new Observed(router, true, null, seen, false, List.of(), List.of());
  }

  Observed unreachable(Observed.@Nullable Identity seen, String reason) {
    sessions = new Sessions();
    return new Observed(router, false, reason, seen, false, List.of(), List.of());
  }

  /**
   * Looks at everybody.
   *
   * @return users online who may not be; their rows are marked for another look
   */
  Set<String> everybody(RouterOps ops) throws RouterLostException {
    List<RouterOps.Active> active = ops.active(true, Set.of());
    Map<String, UUID> accesses = new HashMap<>();
    Set<String> stale = new HashSet<>();
    for (RouterOps.Active session : active) {
      UUID access = rows.accessNamed(session.name());
      if (access != null) {
        accesses.put(session.name(), access);
        if (!rows.isOn(access)) {
          stale.add(session.name());
          rows.markDirty(access);
        }
      }
    }
    boolean first = !sessions.isKnown();
    Sessions.Changes changes = sessions.look(active, accesses, null);
    if (first) {
      sendEverybody(identity);
    } else {
      send(changes);
    }
    return stale;
  }

  /** Looks at a few. */
  void some(RouterOps ops, Set<String> names) throws RouterLostException {
    Map<String, UUID> accesses = new HashMap<>();
    for (String name : names) {
      UUID access = rows.accessNamed(name);
      if (access != null) {
        accesses.put(name, access);
      }
    }
    if (!accesses.isEmpty()) {
      List<RouterOps.Active> active = ops.active(false, accesses.keySet());
      send(sessions.look(active, accesses, new HashSet<>(accesses.values())));
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
