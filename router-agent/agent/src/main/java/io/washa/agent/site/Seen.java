package io.washa.agent.site;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What was read of one table of a router.
 *
 * @param whole every user was read, not only those of some names
 * @param users in the router's order
 * @param shared profiles and pools, null if they were not read because they were found right before
 * @param online user names with a live session, as far as they were read
 */
record Seen(boolean whole, List<User> users, @Nullable Shared shared, Set<String> online) {

  /** The same after a person said that everything nobody wants may go, however much it is. */
  Seen allowed() {
    return new Seen(false, users, shared, online);
  }

  /**
   * A user, the password never read.
   *
   * @param constants the columns in which all of ours are alike
   */
  record User(
      String id,
      String name,
      String profile,
      boolean disabled,
      String comment,
      Map<String, String> constants) {
    static User of(AccessTable table, Map<String, String> row) {
      Map<String, String> constants = new HashMap<>();
      table
          .constants()
          .keySet()
          .forEach(column -> constants.put(column, row.getOrDefault(column, "")));
      return new User(
          row.getOrDefault(".id", ""),
          row.getOrDefault("name", ""),
          row.getOrDefault("profile", "default"),
          Normal.bool(row.get("disabled")),
          row.getOrDefault("comment", ""),
          constants);
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

  /** What the users rest on. */
  record Shared(List<Profile> profiles, List<Pool> pools) {}
}
