package io.washa.agent.site;

import io.washa.agent.routeros.RouterLostException;
import io.washa.protocol.Observed;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Looks who is online and tells the hub what changed. Belongs to its worker's thread. */
final class SessionWatch {
  /** Sessions in one message, so that it stays well below the longest allowed. */
  private static final int PORTION = 2000;

  private static final int MAX_MISSED = 10_000;

  private final UUID router;
  private final DesiredRows rows;
  private final Outbox outbox;
  private final Supplier<Optional<Instant>> time;
  private final Sessions sessions = new Sessions();
  private final List<Observed.Session> goneMeanwhile = new ArrayList<>();
  private int liveRows;
  private Observed.@Nullable Identity identity;

  SessionWatch(UUID router, DesiredRows rows, Outbox outbox, Supplier<Optional<Instant>> time) {
    this.router = router;
    this.rows = rows;
    this.outbox = outbox;
    this.time = time;
  }

  /** The sessions that are followed. */
  Sessions sessions() {
    return sessions;
  }

  /** Live sessions at the last look, ours or not. */
  int liveRows() {
    return liveRows;
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
    sessions.loseSight();
    return new Observed(router, false, reason, seen, false, List.of(), List.of());
  }

  /**
   * Looks at everybody. Rows of users who are online and may not be are marked for another look.
   */
  void everybody(RouterOps ops) throws RouterLostException {
    List<LiveSession> live = new ArrayList<>();
    int count = 0;
    for (String method : rows.methods()) {
      Optional<AccessTable> table = rows.table(method);
      if (table.isPresent()) {
        List<RouterOps.Active> active = ops.active(table.get(), true, Set.of());
        int before = live.size();
        count += active.size();
        read(live, table.get(), active);
        markStale(table.get(), live.subList(before, live.size()));
      }
    }
    liveRows = count;
    boolean first = !sessions.isKnown();
    Sessions.Changes changes = sessions.look(live, null, time.get());
    if (first) {
      missed(changes.gone());
      sendEverybody(identity);
    } else {
      send(changes);
    }
  }

  private void markStale(AccessTable table, List<LiveSession> live) {
    for (LiveSession session : live) {
      if (!rows.mayBeOnline(table, session.access())) {
        rows.markDirty(session.access());
      }
    }
  }

  private void read(List<LiveSession> live, AccessTable table, List<RouterOps.Active> active) {
    for (RouterOps.Active row : active) {
      UserKey user = new UserKey(table.method(), row.name());
      UUID access = rows.accessOf(user);
      if (access != null) {
        live.add(session(table, user, access, row));
      }
    }
  }

  /** A session as its row says. */
  static LiveSession session(AccessTable table, UserKey user, UUID access, RouterOps.Active row) {
    AccessTable.Details details = table.details();
    Map<String, String> columns = row.columns();
    return new LiveSession(
        access,
        user,
        columns.getOrDefault(details.id(), row.id()),
        filled(row.address()),
        upperCase(columns.get(details.mac())),
        details.uptime().isEmpty() ? -1 : Normal.seconds(columns.get(details.uptime())),
        Meters.number(columns.get(details.up())),
        Meters.number(columns.get(details.down())));
  }

  private static @Nullable String filled(@Nullable String text) {
    return text == null || text.isEmpty() ? null : text;
  }

  private static @Nullable String upperCase(@Nullable String mac) {
    return mac == null || mac.isEmpty() ? null : mac.toUpperCase(Locale.ROOT);
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
    List<LiveSession> live = new ArrayList<>();
    for (Map.Entry<String, Set<String>> entry : names.entrySet()) {
      Optional<AccessTable> table = rows.table(entry.getKey());
      if (table.isPresent()) {
        read(live, table.get(), ops.active(table.get(), false, entry.getValue()));
      }
    }
    if (!accesses.isEmpty()) {
      send(sessions.look(live, accesses, time.get()));
    }
  }

  /** Says who is online, as a whole. */
  void sendEverybody(Observed.@Nullable Identity seen) {
    List<Observed.Session> all = sessions.all();
    List<Observed.Session> gone = List.copyOf(goneMeanwhile);
    int first = Math.min(PORTION, all.size());
    outbox.send(new Observed(router, true, null, seen, true, all.subList(0, first), List.of()));
    for (int from = first; from < all.size(); from += PORTION) {
      int to = Math.min(from + PORTION, all.size());
      outbox.send(new Observed(router, true, null, seen, false, all.subList(from, to), List.of()));
    }
    for (int from = 0; from < gone.size(); from += PORTION) {
      List<Observed.Session> part = gone.subList(from, Math.min(from + PORTION, gone.size()));
      outbox.send(new Observed(router, true, null, seen, false, List.of(), List.of(), part));
    }
    if (outbox.isOpen()) {
      goneMeanwhile.clear();
    }
  }

  /** Sessions whose end the hub has yet to hear; the oldest are let go. */
  private void missed(List<Observed.Session> gone) {
    goneMeanwhile.addAll(gone);
    if (goneMeanwhile.size() > MAX_MISSED) {
      goneMeanwhile.subList(0, goneMeanwhile.size() - MAX_MISSED).clear();
    }
  }

  private void send(Sessions.Changes changes) {
    if (!outbox.isOpen()) {
      missed(changes.gone());
    } else if (!changes.isEmpty()) {
      outbox.send(
          new Observed(
              router, true, null, identity, false, changes.came(), changes.went(), changes.gone()));
    }
  }
}
