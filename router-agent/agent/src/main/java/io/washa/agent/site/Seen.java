package io.washa.agent.site;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What was read of one table of a router.
 *
 * @param whole every row was read, not only those of some keys
 * @param rows in the router's order
 * @param shared profiles and pools, null if they were not read because they were found right before
 *     or the table has none
 * @param around every row of the menu, where the order matters
 * @param pausedEntries what stands on the paused list by configuration, where entries pause
 */
record Seen(
    boolean whole,
    List<Row> rows,
    @Nullable Shared shared,
    Online online,
    List<Row> around,
    List<Row> pausedEntries) {

  /** Of a table in which neither order nor entries matter. */
  Seen(boolean whole, List<Row> rows, @Nullable Shared shared, Online online) {
    this(whole, rows, shared, online, rows, List.of());
  }

  /**
   * A row.
   *
   * @param key its natural key
   * @param columns as the router gave them, what is secret never read; what it left out is missing
   */
  record Row(String id, String key, String comment, Map<String, String> columns) {
    static Row of(String key, Map<String, String> row) {
      return new Row(
          row.getOrDefault(".id", ""),
          row.getOrDefault(key, ""),
          row.getOrDefault("comment", ""),
          Map.copyOf(row));
    }

    /** A column, empty if the router left it out. */
    String column(String name) {
      return columns.getOrDefault(name, "");
    }

    /** Made by the router itself; nobody configured it. */
    boolean isDynamic() {
      return Normal.bool(columns.get("dynamic"));
    }
  }

  /**
   * Who has a live session, as far as it was read.
   *
   * @param open keys with a session in the open
   * @param paused keys with a session that reaches the paused page only
   */
  record Online(Set<String> open, Set<String> paused) {
    static final Online NOBODY = new Online(Set.of(), Set.of());

    boolean contains(String key) {
      return open.contains(key) || paused.contains(key);
    }
  }

  /**
   * A profile.
   *
   * @param columns as the router gave them; what it left out is missing
   */
  record Profile(String id, String name, String comment, Map<String, String> columns) {
    static Profile of(Map<String, String> row) {
      return new Profile(
          row.getOrDefault(".id", ""),
          row.getOrDefault("name", ""),
          row.getOrDefault("comment", ""),
          Map.copyOf(row));
    }
  }

  /** An address pool. */
  record Pool(String id, String name, String ranges, String comment) {
    static Pool of(Map<String, String> row) {
      return new Pool(
          row.getOrDefault(".id", ""),
          row.getOrDefault("name", ""),
          row.getOrDefault("ranges", ""),
          row.getOrDefault("comment", ""));
    }
  }

  /** What the rows rest on. */
  record Shared(List<Profile> profiles, List<Pool> pools) {}
}
