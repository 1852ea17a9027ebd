package io.washa.simulators.routeros;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Which properties name rows of which menu. A router keeps such references by id, so a new name
 * shows wherever the old one did, and a row that is gone shows as its id.
 */
final class References {
  /** One property that refers to a menu. */
  record Referrer(Table table, String property) {}

  private final Map<String, List<Referrer>> byMenu = new HashMap<>();

  References(Iterable<Table> tables) {
    for (Table table : tables) {
      for (Property property : table.menu().properties().values()) {
        String menu = property.type().refersTo();
        if (menu != null) {
          add(menu, table, property.name());
        }
      }
      if (table.menu().path().equals(Paths.POOL_USED)) {
        add(Paths.POOLS, table, "pool");
      }
    }
  }

  private void add(String menu, Table table, String property) {
    byMenu.computeIfAbsent(menu, any -> new ArrayList<>()).add(new Referrer(table, property));
  }

  /** Whoever may name rows of a menu. */
  List<Referrer> to(String menu) {
    return byMenu.getOrDefault(menu, List.of());
  }
}
