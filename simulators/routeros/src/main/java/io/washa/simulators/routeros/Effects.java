package io.washa.simulators.routeros;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What follows in other tables when a row is written. Callers hold the store's lock. */
final class Effects {
  private static final long FASTTRACK_COUNTERS = 0xFFFFFFFFL;

  private final Context context;

  Effects(Context context) {
    this.context = context;
  }

  /** Why a row may not be added, or null: device mode, or a feature that is not there. */
  @Nullable Trap forbids(Table table, DeviceMode mode) {
    boolean hotspot = table.menu().path().equals(Paths.HOTSPOTS) && !mode.allows("hotspot");
    boolean scheduler =
        table.menu().path().equals("/system/scheduler") && !mode.allows("scheduler");
    return hotspot || scheduler ? context.version().failure("not allowed by device-mode") : null;
  }

  /** Values that the router makes up for a row that is added without them. */
  void complete(Table table, Map<String, String> values) {
    switch (table.menu().path()) {
      case Paths.QUEUES -> values.computeIfAbsent("name", any -> free(table, "queue"));
      case Paths.BRIDGES -> values.computeIfAbsent("name", any -> free(table, "bridge"));
      case Paths.FILES -> values.computeIfAbsent("type", any -> Files.type(values.get("name")));
      default -> {}
    }
  }

  private static String free(Table table, String stem) {
    int i = 1;
    while (table.hasName(stem + i)) {
      i++;
    }
    return stem + i;
  }

  /** A row is new or has changed. */
  void written(Table table, @Nullable Row old, Row row) {
    switch (table.menu().path()) {
      case Paths.LEASES -> context.dhcp().changed(row);
      case Paths.BRIDGES -> mirror(old, row);
      case Paths.FILTER -> showFasttrackCounters();
      default -> {}
    }
  }

  /** A row is gone. */
  void deleted(Table table, Row row) {
    switch (table.menu().path()) {
      case Paths.BRIDGES -> {
        Table interfaces = context.store().table(Paths.INTERFACES);
        Row shown = interfaces.byName(row.value("name"));
        if (shown != null) {
          context.store().delete(interfaces, shown);
        }
      }
      case Paths.FILTER -> showFasttrackCounters();
      default -> {}
    }
    context.traffic().forget(table.menu().path(), row);
  }

  /** A bridge is an interface too. */
  private void mirror(@Nullable Row old, Row bridge) {
    Table interfaces = context.store().table(Paths.INTERFACES);
    Row shown = old == null ? null : interfaces.byName(old.value("name"));
    Map<String, String> values = new HashMap<>();
    values.put("name", bridge.value("name"));
    values.put("type", "bridge");
    values.put("disabled", bridge.values().getOrDefault("disabled", "false"));
    if (shown == null) {
      context.store().insert(interfaces, Row.Kind.CONFIGURED, values, null);
    } else {
      context.store().update(interfaces, shown, values);
    }
  }

  /** While a rule fasttracks, its counters stand in a row of the router's own at the top. */
  void showFasttrackCounters() {
    Store store = context.store();
    Table filter = store.table(Paths.FILTER);
    boolean wanted =
        filter.rows().stream()
            .anyMatch(row ->
                row.value("action").equals("fasttrack-connection")
                    && !row.value("disabled").equals("true"));
    Row shown = filter.get(FASTTRACK_COUNTERS);
    if (wanted && shown == null) {
      Row counters =
          store.insertAs(
              filter,
              FASTTRACK_COUNTERS,
              Map.of(
                  "chain", "forward",
                  "action", "passthrough",
                  "comment", "special dummy rule to show fasttrack counters"));
      filter.place(counters, filter.rows().iterator().next());
    } else if (!wanted && shown != null) {
      store.delete(filter, shown);
    }
  }

  /** The row that shows what was fasttracked, or null. */
  @Nullable Row fasttrackCounters() {
    return context.store().table(Paths.FILTER).get(FASTTRACK_COUNTERS);
  }

  static boolean isFasttrackCounters(Row row) {
    return row.id() == FASTTRACK_COUNTERS && row.kind() == Row.Kind.DYNAMIC;
  }
}
