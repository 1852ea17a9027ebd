package io.washa.simulators.routeros;

import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The rows of one menu. Guarded by the lock of the {@link Store}, which alone changes it. */
final class Table {
  private final Menu menu;
  private final Map<Long, Row> rows = new LinkedHashMap<>();
  private final Map<String, Long> byKey = new HashMap<>();
  private long nextId;

  Table(Menu menu, long firstId) {
    this.menu = menu;
    nextId = firstId;
  }

  Menu menu() {
    return menu;
  }

  Collection<Row> rows() {
    return rows.values();
  }

  long takeId() {
    return nextId++;
  }

  long nextId() {
    return nextId;
  }

  void skipIdsBelow(long id) {
    nextId = Math.max(nextId, id);
  }

  void put(Row row) {
    Row old = rows.put(row.id(), row);
    if (old != null) {
      forgetKey(old);
    }
    String key = menu.keyOf(row);
    if (key != null) {
      byKey.put(key, row.id());
    }
  }

  void delete(Row row) {
    rows.remove(row.id());
    forgetKey(row);
  }

  private void forgetKey(Row row) {
    String key = menu.keyOf(row);
    if (key != null) {
      byKey.remove(key, row.id());
    }
  }

  /** Another row with the same natural key, or null. */
  @Nullable Row twinOf(Row row) {
    String key = menu.keyOf(row);
    Long id = key == null ? null : byKey.get(key);
    return id == null || id == row.id() ? null : rows.get(id);
  }

  @Nullable Row get(long id) {
    return rows.get(id);
  }

  /** A row by {@code *1A} or by its name, or null. */
  @Nullable Row find(String idOrName) {
    if (idOrName.matches("\\*[0-9a-fA-F]{1,15}")) {
      return rows.get(Long.parseLong(idOrName.substring(1), 16));
    }
    return byName(idOrName);
  }

  boolean hasName(String name) {
    return byName(name) != null;
  }

  @Nullable Row byName(String name) {
    if (name.isEmpty()) {
      return null;
    }
    if (menu.key().size() == 1 && menu.key().getFirst().equals("name")) {
      Long id = byKey.get(name);
      return id == null ? null : rows.get(id);
    }
    return rows.values().stream()
        .filter(row -> row.value("name").equals(name))
        .findFirst()
        .orElse(null);
  }
}
