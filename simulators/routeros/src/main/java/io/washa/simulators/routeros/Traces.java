package io.washa.simulators.routeros;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Dynamic rows that one session or lease brings into other tables, and takes along at its end. */
final class Traces {
  private record Entry(Table table, long id) {}

  private final Store store;
  private final Traffic traffic;
  private final List<Entry> entries = new ArrayList<>();

  Traces(Store store, Traffic traffic) {
    this.store = store;
    this.traffic = traffic;
  }

  /** A row that goes with the session. */
  Row add(String menu, Map<String, String> values) {
    Table table = store.table(menu);
    Row row = store.insert(table, Row.Kind.DYNAMIC, values, null);
    entries.add(new Entry(table, row.id()));
    return row;
  }

  /** An address that a session takes from a pool; none if the pool has no name. */
  void use(String pool, String address, String owner, String info) {
    if (!pool.isEmpty()) {
      add(Paths.POOL_USED, Map.of("pool", pool, "address", address, "owner", owner, "info", info));
    }
  }

  /** Entries of address lists, whose names are separated by commas. */
  void list(String lists, String address) {
    for (String list : lists.split(",", -1)) {
      boolean there =
          store.table(Paths.ADDRESS_LIST).having("address", address).stream()
              .anyMatch(row -> row.value("list").equals(list));
      if (!list.isBlank() && !there) {
        add(Paths.ADDRESS_LIST, Map.of("list", list.strip(), "address", address));
      }
    }
  }

  /**
   * The queue of a rate limit, if there is one.
   *
   * @param owner a profile or lease, which may name a parent and a place
   */
  void queue(String name, String target, String limit, Row owner) {
    Map<String, String> values = new HashMap<>(RateLimit.queue(limit));
    if (values.isEmpty()) {
      return;
    }
    values.put("name", free(name));
    values.put("target", target);
    String parent = owner.value("parent-queue");
    if (!parent.isEmpty()) {
      values.put("parent", parent);
    }
    Row queue = add(Paths.QUEUES, values);
    place(queue, owner.value("insert-queue-before"));
  }

  private String free(String name) {
    Table queues = store.table(Paths.QUEUES);
    String free = name;
    for (int i = 1; queues.hasName(free); i++) {
      free = name.endsWith(">") ? name.substring(0, name.length() - 1) + "-" + i + ">" : name + i;
    }
    return free;
  }

  private void place(Row queue, String before) {
    Table queues = store.table(Paths.QUEUES);
    if (before.equals("first")) {
      store.move(queues, queue, queues.rows().iterator().next());
    } else if (!before.isEmpty() && !before.equals("bottom")) {
      Row other = queues.byName(before);
      if (other != null) {
        store.move(queues, queue, other);
      }
    }
  }

  /** Bytes pass through the rows that count them; queues count by themselves. */
  void pass(Traffic.Bytes bytes) {
    for (Entry entry : entries) {
      Row row = entry.table().get(entry.id());
      String menu = entry.table().menu().path();
      if (row != null && !menu.equals(Paths.QUEUES)) {
        traffic.pass(menu, row, bytes);
      }
    }
  }

  /** The session is over. */
  void remove() {
    for (Entry entry : entries) {
      Row row = entry.table().get(entry.id());
      if (row != null) {
        traffic.forget(entry.table().menu().path(), row);
        store.delete(entry.table(), row);
      }
    }
    entries.clear();
  }
}
