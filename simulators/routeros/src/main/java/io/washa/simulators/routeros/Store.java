package io.washa.simulators.routeros;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * All tables of a router behind one lock, which callers hold around every use. Configuration goes
 * to flash as it changes; watchers are told of every change.
 */
final class Store {
  /** Is told, under the lock, what a row looks like now; null for one that is gone. */
  @FunctionalInterface
  interface Watcher {
    void changed(Table table, Row row, boolean dead);
  }

  /** A row whose time is over at an instant, if it still is as it was. */
  private record Expiry(Instant at, Table table, long id) {}

  /** A row that has come to its end. */
  record Expired(Table table, Row row) {}

  final ReentrantLock lock = new ReentrantLock();

  private final Map<String, Table> tables = new LinkedHashMap<>();
  private final References references;
  private final List<Watcher> watchers = new CopyOnWriteArrayList<>();
  private final PriorityQueue<Expiry> expiries =
      new PriorityQueue<>(Comparator.comparing(Expiry::at));
  private final Flash flash;
  private final InstantSource clock;
  private final Map<String, Row> asBuilt = new HashMap<>();
  private int flashWrites;
  private final List<Consumer<Change>> recorders = new CopyOnWriteArrayList<>();

  Store(List<Menu> menus, Flash flash, InstantSource clock) {
    this.flash = flash;
    this.clock = clock;
    for (Menu menu : menus) {
      boolean sessions = menu.path().equals(Paths.PPP_ACTIVE);
      tables.put(menu.path(), new Table(menu, sessions ? 0x80000001L : 1));
    }
    references = new References(tables.values());
  }

  Map<String, Table> tables() {
    return tables;
  }

  boolean has(String path) {
    return tables.containsKey(path);
  }

  /** The table of a menu that exists. */
  Table table(String path) {
    Table table = tables.get(path);
    if (table == null) {
      throw new IllegalArgumentException("no menu " + path);
    }
    return table;
  }

  /** Rows written to flash since the last call. */
  int takeFlashWrites() {
    int taken = flashWrites;
    flashWrites = 0;
    return taken;
  }

  /** From now on somebody is told of every change of configuration. */
  void addRecorder(Consumer<Change> recorder) {
    recorders.add(recorder);
  }

  void removeRecorder(Consumer<Change> recorder) {
    recorders.remove(recorder);
  }

  /** Puts in a row that comes with the router; flash may hold later values of it. */
  void builtIn(String path, long id, Map<String, String> values) {
    Row row = new Row(id, Row.Kind.BUILT_IN, Map.copyOf(values), clock.instant(), null);
    table(path).put(row);
    asBuilt.put(path + " " + id, row);
    table(path).skipIdsBelow(id < 0x80000000L ? id + 1 : 1);
  }

  /** What a row that comes with the router held when it left the factory. */
  Map<String, String> asBuilt(Table table, Row row) {
    Row built = asBuilt.get(table.menu().path() + " " + row.id());
    return built == null ? row.values() : built.values();
  }

  /** Puts in configuration that comes with the router; flash may know better. */
  Row factory(String path, Map<String, String> values) {
    Table table = table(path);
    Row row =
        new Row(table.takeId(), Row.Kind.CONFIGURED, Map.copyOf(values), clock.instant(), null);
    table.put(row);
    return row;
  }

  /** Brings back what flash holds. */
  void load() {
    for (Flash.Line line : flash.load()) {
      Table table = tables.get(line.menu());
      if (table == null) {
        continue;
      }
      Row old = table.get(line.id());
      Row.Kind kind = old == null ? Row.Kind.CONFIGURED : old.kind();
      if (kind == Row.Kind.CONFIGURED) {
        table.skipIdsBelow(line.id() + 1);
      }
      if (line.values() != null) {
        Map<String, String> values =
            old == null ? line.values() : table.menu().rewritten(old, line.values());
        Row row = new Row(line.id(), kind, Map.copyOf(values), clock.instant(), null);
        table.put(row);
        if (line.before() != null) {
          table.place(row, line.before() < 0 ? null : table.get(line.before()));
        }
      } else if (old != null) {
        table.delete(old);
      }
    }
  }

  Row insert(Table table, Row.Kind kind, Map<String, String> values, @Nullable Instant expires) {
    Row row = new Row(table.takeId(), kind, Map.copyOf(values), clock.instant(), expires);
    return add(table, row, null);
  }

  /** Puts configuration back under the id that it had. */
  void insertConfigured(Table table, long id, Map<String, String> values, Instant since) {
    table.skipIdsBelow(id + 1);
    add(table, new Row(id, Row.Kind.CONFIGURED, Map.copyOf(values), since, null), null);
  }

  /** The same in front of another row. */
  Row insertBefore(Table table, Map<String, String> values, @Nullable Row before) {
    Row row =
        new Row(table.takeId(), Row.Kind.CONFIGURED, Map.copyOf(values), clock.instant(), null);
    return add(table, row, before);
  }

  /** Puts in a row of the router's own with an id of its own. */
  Row insertAs(Table table, long id, Map<String, String> values) {
    return add(
        table, new Row(id, Row.Kind.DYNAMIC, Map.copyOf(values), clock.instant(), null), null);
  }

  private Row add(Table table, Row row, @Nullable Row before) {
    table.put(row);
    if (before != null) {
      table.place(row, before);
    }
    keep(table, null, row, before == null ? null : before.id());
    expect(table, row);
    tell(table, row, false);
    return row;
  }

  Row update(Table table, Row row, Map<String, String> values) {
    Row changed = row.with(values);
    replace(table, row, changed);
    rename(table, row.value("name"), changed.value("name"));
    return changed;
  }

  /** Replaces a row by one with the same id, whose kind and end may be others. */
  void replace(Table table, Row old, Row changed) {
    table.put(changed);
    if (old.kind() != Row.Kind.DYNAMIC && changed.kind() == Row.Kind.DYNAMIC) {
      keep(table, old, null, null);
    }
    keep(table, old, changed, null);
    expect(table, changed);
    tell(table, changed, false);
  }

  /** Moves a row in front of another one, or to the end for null. */
  void move(Table table, Row row, @Nullable Row before) {
    table.place(row, before);
    keep(table, row, row, before == null ? -1 : before.id());
    tell(table, row, false);
  }

  /** Changes what only the router itself writes, which never reaches flash. */
  Row note(Table table, Row row, Map<String, String> readOnly) {
    Map<String, String> values = new HashMap<>(row.values());
    values.putAll(readOnly);
    Row changed = row.with(values);
    table.put(changed);
    tell(table, changed, false);
    return changed;
  }

  void delete(Table table, Row row) {
    Row next = table.menu().ordered() ? table.after(row) : null;
    table.delete(row);
    if (row.kind() != Row.Kind.DYNAMIC) {
      keep(table, row, null, next == null ? null : next.id());
    }
    tell(table, row, true);
    rename(table, row.value("name"), row.printedId());
  }

  /** Drops a row of which nobody is told. */
  void forget(Table table, Row row) {
    table.delete(row);
  }

  /** Takes a change back, if its row still is as it became. */
  void takeBack(Change change) {
    Table table = change.table();
    Row before = change.before();
    Row after = change.after();
    Row now = after == null ? null : table.get(after.id());
    if (before == null && now != null) {
      delete(table, now);
    } else if (before != null && after == null) {
      Row next = change.place() == null ? null : table.get(change.place());
      add(table, before, next);
    } else if (before != null && now != null) {
      replace(table, now, before);
    }
  }

  /** Power is gone: whatever is not configuration disappears, and nobody watches any more. */
  void dropDynamic() {
    watchers.clear();
    expiries.clear();
    for (Table table : tables.values()) {
      for (Row row : List.copyOf(table.rows())) {
        if (row.kind() == Row.Kind.DYNAMIC) {
          table.delete(row);
        }
      }
    }
  }

  /** The rows whose time is over, which are still there. */
  List<Expired> expired() {
    Instant now = clock.instant();
    List<Expired> over = new ArrayList<>();
    while (!expiries.isEmpty() && !expiries.peek().at().isAfter(now)) {
      Expiry expiry = expiries.remove();
      Row row = expiry.table().get(expiry.id());
      if (row != null && expiry.at().equals(row.expires())) {
        over.add(new Expired(expiry.table(), row));
      }
    }
    return over;
  }

  private void expect(Table table, Row row) {
    if (row.expires() != null) {
      expiries.add(new Expiry(row.expires(), table, row.id()));
    }
  }

  void watch(Watcher watcher) {
    watchers.add(watcher);
  }

  void unwatch(Watcher watcher) {
    watchers.remove(watcher);
  }

  /**
   * Writes a change of configuration to flash.
   *
   * @param place id of the row in front of which it stands, -1 for the end, null for as before
   */
  private void keep(Table table, @Nullable Row before, @Nullable Row after, @Nullable Long place) {
    Row row = after != null ? after : before;
    if (row == null || row.kind() == Row.Kind.DYNAMIC) {
      return;
    }
    flash.append(
        new Flash.Line(
            table.menu().path(),
            row.id(),
            after == null ? null : table.menu().writable(after.values()),
            after == null ? null : place));
    flashWrites++;
    if (!recorders.isEmpty()) {
      Change change = new Change(clock.instant(), table, before, after, place);
      recorders.forEach(recorder -> recorder.accept(change));
    }
  }

  private void tell(Table table, Row row, boolean dead) {
    for (Watcher watcher : watchers) {
      watcher.changed(table, row, dead);
    }
  }

  private void rename(Table table, String from, String to) {
    if (from.isEmpty() || from.equals(to)) {
      return;
    }
    for (References.Referrer referrer : references.to(table.menu().path())) {
      for (Row row : referrer.table().having(referrer.property(), from)) {
        Map<String, String> values = new HashMap<>(row.values());
        values.put(referrer.property(), to);
        replace(referrer.table(), row, row.with(values));
      }
    }
  }
}
