package io.washa.simulators.routeros;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * Saves the configuration as one file and puts it back. Files, the log and what is live are no part
 * of it. Callers hold the store's lock.
 */
final class Backups {
  private static final Set<String> NOT_SAVED = Set.of(Paths.FILES, Paths.LOG);
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final TypeReference<List<Flash.Line>> LINES = new TypeReference<>() {};

  private final Store store;

  Backups(Store store) {
    this.store = store;
  }

  /** The whole configuration as text. */
  String save() {
    List<Flash.Line> lines = new ArrayList<>();
    for (Table table : saved()) {
      for (Row row : table.rows()) {
        if (row.kind() != Row.Kind.DYNAMIC) {
          Map<String, String> values = table.menu().writable(row.values());
          lines.add(new Flash.Line(table.menu().path(), row.id(), values, null));
        }
      }
    }
    return JSON.writeValueAsString(lines);
  }

  private List<Table> saved() {
    return store.tables().values().stream()
        .filter(table -> !NOT_SAVED.contains(table.menu().path()))
        .toList();
  }

  /** Makes the configuration what it was; false if the text is no backup, then nothing changes. */
  boolean restore(String text, Instant now) {
    List<Flash.Line> lines;
    try {
      lines = JSON.readValue(text, LINES);
    } catch (JacksonException e) {
      return false;
    }
    clear(false);
    for (Flash.Line line : lines) {
      if (line.values() == null || !store.has(line.menu())) {
        continue;
      }
      Table table = store.table(line.menu());
      Row old = table.get(line.id());
      if (old == null) {
        store.insertConfigured(table, line.id(), line.values(), now);
      } else {
        store.update(table, old, table.menu().rewritten(old, line.values()));
      }
    }
    return true;
  }

  /**
   * Removes everything that somebody configured.
   *
   * @param keepUsers leaves whoever may log in
   */
  void clear(boolean keepUsers) {
    for (Table table : saved()) {
      String path = table.menu().path();
      if (keepUsers && path.startsWith(Paths.USERS)) {
        continue;
      }
      for (Row row : List.copyOf(table.rows())) {
        if (row.kind() == Row.Kind.CONFIGURED) {
          store.delete(table, row);
        } else if (row.kind() == Row.Kind.BUILT_IN && !path.equals(Paths.DEVICE_MODE)) {
          boolean settings = table.menu().isSettings();
          store.update(table, row, settings ? Map.of() : store.asBuilt(table, row));
        }
      }
    }
  }
}
