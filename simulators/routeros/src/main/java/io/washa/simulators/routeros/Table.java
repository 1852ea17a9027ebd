package io.washa.simulators.routeros;

import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The rows of one menu in their order. Guarded by the lock of the {@link Store}, which alone
 * changes it.
 */
final class Table {
  /** Properties by which rows are found without looking at all of them. */
  static final Set<String> INDEXED =
      Set.of(
          "name",
          "user",
          "address",
          "mac-address",
          "list",
          "active-address",
          "comment",
          "parent",
          "profile",
          "interface");

  private static final long GAP = 1L << 20;

  private final Menu menu;
  private final TreeMap<Long, Row> byRank = new TreeMap<>();
  private final Map<Long, Long> ranks = new HashMap<>();
  private final Map<String, Long> byKey = new HashMap<>();
  private final Map<String, Map<String, Set<Long>>> indexes = new HashMap<>();
  private long nextId;

  Table(Menu menu, long firstId) {
    this.menu = menu;
    nextId = firstId;
    menu.properties().values().stream()
        .filter(property -> INDEXED.contains(property.name()) && property.computed() == null)
        .forEach(property -> indexes.put(property.name(), new HashMap<>()));
  }

  Menu menu() {
    return menu;
  }

  /** All rows, in their order. */
  Collection<Row> rows() {
    return byRank.values();
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

  /** Replaces the row with this id, or adds it at the end. */
  void put(Row row) {
    Long rank = ranks.get(row.id());
    if (rank == null) {
      rank = byRank.isEmpty() ? 0 : byRank.lastKey() + GAP;
      ranks.put(row.id(), rank);
    }
    Row old = byRank.put(rank, row);
    if (old != null) {
      forget(old);
    }
    String key = menu.keyOf(row);
    if (key != null) {
      byKey.put(key, row.id());
    }
    indexes.forEach((property, index) -> {
      String value = row.values().get(property);
      if (value != null) {
        index.computeIfAbsent(value, any -> new LinkedHashSet<>(2)).add(row.id());
      }
    });
  }

  void delete(Row row) {
    Long rank = ranks.remove(row.id());
    if (rank != null) {
      byRank.remove(rank);
    }
    forget(row);
  }

  /** Puts a row in front of another one, or at the end for null. */
  void place(Row row, @Nullable Row before) {
    Long old = ranks.remove(row.id());
    if (old != null) {
      byRank.remove(old);
    }
    long rank = before == null ? end() : inFrontOf(before);
    ranks.put(row.id(), rank);
    byRank.put(rank, row);
  }

  private long end() {
    return byRank.isEmpty() ? 0 : byRank.lastKey() + GAP;
  }

  private long inFrontOf(Row before) {
    long upper = ranks.getOrDefault(before.id(), 0L);
    Long lower = byRank.lowerKey(upper);
    if (lower == null) {
      return upper - GAP;
    }
    if (upper - lower < 2) {
      spread();
      return inFrontOf(before);
    }
    return lower + (upper - lower) / 2;
  }

  private void spread() {
    List<Row> all = List.copyOf(byRank.values());
    byRank.clear();
    for (int i = 0; i < all.size(); i++) {
      ranks.put(all.get(i).id(), i * GAP);
      byRank.put(i * GAP, all.get(i));
    }
  }

  /** The row behind this one, or null. */
  @Nullable Row after(Row row) {
    Long rank = ranks.get(row.id());
    Map.Entry<Long, Row> next = rank == null ? null : byRank.higherEntry(rank);
    return next == null ? null : next.getValue();
  }

  private void forget(Row row) {
    String key = menu.keyOf(row);
    if (key != null) {
      byKey.remove(key, row.id());
    }
    indexes.forEach((property, index) -> {
      Set<Long> ids = index.get(row.value(property));
      if (ids != null && ids.remove(row.id()) && ids.isEmpty()) {
        index.remove(row.value(property));
      }
    });
  }

  /** Another row with the same natural key, or null. */
  @Nullable Row twinOf(Row row) {
    String key = menu.keyOf(row);
    Long id = key == null ? null : byKey.get(key);
    return id == null || id == row.id() ? null : get(id);
  }

  @Nullable Row get(long id) {
    Long rank = ranks.get(id);
    return rank == null ? null : byRank.get(rank);
  }

  /** A row by {@code *1A} or by its name, or null. */
  @Nullable Row find(String idOrName) {
    if (idOrName.matches("\\*[0-9a-fA-F]{1,15}")) {
      return get(Long.parseLong(idOrName.substring(1), 16));
    }
    return byName(idOrName);
  }

  boolean hasName(String name) {
    return byName(name) != null;
  }

  @Nullable Row byName(String name) {
    List<Row> named = name.isEmpty() ? List.of() : having("name", name);
    return named.isEmpty() ? null : named.getFirst();
  }

  /**
   * Whether an index names all rows of a value; it does not know those that leave a default out.
   */
  boolean isIndexed(String property) {
    Property known = menu.properties().get(property);
    return indexes.containsKey(property) && known != null && known.fallback() == null;
  }

  /** Rows that store this value, in the order in which they last changed. */
  List<Row> having(String property, String value) {
    Map<String, Set<Long>> index = indexes.get(property);
    if (index == null) {
      return rows().stream().filter(row -> row.value(property).equals(value)).toList();
    }
    return index.getOrDefault(value, Set.of()).stream().map(this::get).map(Table::there).toList();
  }

  /** Rows that store this value, in their order. */
  List<Row> inOrder(String property, String value) {
    return inOrder(having(property, value));
  }

  /** These rows in their order. */
  List<Row> inOrder(Collection<Row> some) {
    return some.stream()
        .sorted(Comparator.comparing(row -> ranks.getOrDefault(row.id(), 0L)))
        .toList();
  }

  /** One row that stores this value, or null. */
  @Nullable Row first(String property, String value) {
    List<Row> rows = having(property, value);
    return rows.isEmpty() ? null : rows.getFirst();
  }

  private static Row there(@Nullable Row row) {
    if (row == null) {
      throw new IllegalStateException("an index names a row that is gone");
    }
    return row;
  }
}
