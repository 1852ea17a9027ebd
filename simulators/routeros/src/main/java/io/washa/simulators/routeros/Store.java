package io.washa.simulators.routeros;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;
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

  final ReentrantLock lock = new ReentrantLock();

  private final Map<String, Table> tables = new LinkedHashMap<>();
  private final List<Watcher> watchers = new CopyOnWriteArrayList<>();
  private final Flash flash;
  private final InstantSource clock;
  private int flashWrites;

  Store(List<Menu> menus, Flash flash, InstantSource clock) {
    this.flash = flash;
    this.clock = clock;
    for (Menu menu : menus) {
      boolean sessions = menu.path().equals("/ppp/active");
      tables.put(menu.path(), new Table(menu, sessions ? 0x80000001L : 1));
    }
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

  /** Puts in a row that comes with the router; flash may hold later values of it. */
  void builtIn(String path, long id, Map<String, String> values) {
    table(path).put(new Row(id, Row.Kind.BUILT_IN, Map.copyOf(values), clock.instant(), null));
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
        table.put(new Row(line.id(), kind, Map.copyOf(line.values()), clock.instant(), null));
      } else if (old != null) {
        table.delete(old);
      }
    }
  }

  Row insert(Table table, Row.Kind kind, Map<String, String> values, @Nullable Instant expires) {
    Row row = new Row(table.takeId(), kind, Map.copyOf(values), clock.instant(), expires);
    table.put(row);
    keep(table, row, row.values());
    tell(table, row, false);
    return row;
  }

  /** Puts in a row of the router's own with an id of its own. */
  void insertAs(Table table, long id, Map<String, String> values) {
    Row row = new Row(id, Row.Kind.DYNAMIC, Map.copyOf(values), clock.instant(), null);
    table.put(row);
    tell(table, row, false);
  }

  Row update(Table table, Row row, Map<String, String> values) {
    Row changed = row.with(values);
    table.put(changed);
    keep(table, changed, changed.values());
    tell(table, changed, false);
    rename(table, row.value("name"), changed.value("name"));
    return changed;
  }

  /** Gives a row an end; from now on it is no configuration any more. */
  void limit(Table table, Row row, Instant expires) {
    keep(table, row, null);
    Row changed = new Row(row.id(), Row.Kind.DYNAMIC, row.values(), row.since(), expires);
    table.put(changed);
    tell(table, changed, false);
  }

  /** Changes what only the router itself writes, which never reaches flash. */
  void note(Table table, Row row, Map<String, String> readOnly) {
    Map<String, String> values = new HashMap<>(row.values());
    values.putAll(readOnly);
    Row changed = row.with(values);
    table.put(changed);
    tell(table, changed, false);
  }

  void delete(Table table, Row row) {
    table.delete(row);
    keep(table, row, null);
    tell(table, row, true);
    rename(table, row.value("name"), row.printedId());
  }

  /** Power is gone: whatever is not configuration disappears, and nobody watches any more. */
  void dropDynamic() {
    watchers.clear();
    for (Table table : tables.values()) {
      for (Row row : List.copyOf(table.rows())) {
        if (row.kind() == Row.Kind.DYNAMIC) {
          table.delete(row);
        }
      }
    }
  }

  /** Removes rows whose time is over. */
  void expire() {
    Table table = table("/ip/firewall/address-list");
    Instant now = clock.instant();
    List<Row> over = new ArrayList<>();
    for (Row row : table.rows()) {
      Instant expires = row.expires();
      if (expires != null && !expires.isAfter(now)) {
        over.add(row);
      }
    }
    over.forEach(row -> delete(table, row));
  }

  void watch(Watcher watcher) {
    watchers.add(watcher);
  }

  void unwatch(Watcher watcher) {
    watchers.remove(watcher);
  }

  private void keep(Table table, Row row, @Nullable Map<String, String> values) {
    if (row.kind() != Row.Kind.DYNAMIC) {
      flash.append(
          new Flash.Line(
              table.menu().path(),
              row.id(),
              values == null ? null : table.menu().writable(values)));
      flashWrites++;
    }
  }

  private void tell(Table table, Row row, boolean dead) {
    for (Watcher watcher : watchers) {
      watcher.changed(table, row, dead);
    }
  }

  /** Rows refer to each other by id, so a new name shows wherever the old one did. */
  private void rename(Table table, String from, String to) {
    if (from.isEmpty() || from.equals(to)) {
      return;
    }
    switch (table.menu().path()) {
      case "/ppp/profile" -> {
        rename("/ppp/secret", "profile", from, to);
        rename("/interface/pppoe-server/server", "default-profile", from, to);
      }
      case "/interface" -> {
        rename("/ip/address", "interface", from, to);
        rename("/interface/pppoe-server/server", "interface", from, to);
        rename("/ppp/profile", "bridge", from, to);
      }
      case HotspotMenus.USER_PROFILES -> rename(HotspotMenus.USERS, "profile", from, to);
      case HotspotMenus.SERVER_PROFILES -> rename(HotspotMenus.SERVERS, "profile", from, to);
      case "/ip/pool" -> {
        rename("/ip/pool/used", "pool", from, to);
        rename("/ppp/profile", "remote-address", from, to);
        rename("/ppp/secret", "remote-address", from, to);
        rename("/ip/pool", "next-pool", from, to);
      }
      default -> {}
    }
  }

  private void rename(String path, String property, String from, String to) {
    Table table = table(path);
    for (Row row : List.copyOf(table.rows())) {
      if (row.value(property).equals(from)) {
        Map<String, String> values = new HashMap<>(row.values());
        values.put(property, to);
        Row changed = row.with(values);
        table.put(changed);
        keep(table, changed, changed.values());
        tell(table, changed, false);
      }
    }
  }
}
