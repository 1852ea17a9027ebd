package io.washa.agent.site.rules;

import java.util.Map;

/**
 * One row that a menu should hold.
 *
 * @param key tells it from the others in its menu; no blanks. It stands in the row's comment, so
 *     that a row is found again whatever else of it was changed
 * @param columns that matter, with their values
 */
record Rule(String key, Map<String, String> columns) {
  private static final String PREFIX = "washa:rule:";

  /** The comment that marks the row as ours. */
  String mark() {
    return PREFIX + key;
  }

  /**
   * The key in a row's comment, empty if the row is not ours; people may have written on after it.
   */
  static String keyOf(Map<String, String> row) {
    String comment = row.getOrDefault("comment", "");
    if (!comment.startsWith(PREFIX)) {
      return "";
    }
    String key = comment.substring(PREFIX.length());
    int end = key.indexOf(' ');
    return end < 0 ? key : key.substring(0, end);
  }
}
