package io.washa.simulators.routeros;

import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One row as it is stored. Values are replaced as a whole, never changed in place.
 *
 * @param id never given twice within a menu
 * @param kind who made it
 * @param since when it appeared
 * @param expires when it goes by itself, or null
 */
record Row(
    long id, Kind kind, Map<String, String> values, Instant since, @Nullable Instant expires) {

  /** Who made a row. */
  enum Kind {
    /** Comes with the router and cannot be removed. */
    BUILT_IN,
    /** Configuration, kept in flash. */
    CONFIGURED,
    /** Made by the router or for a while, gone at power off. */
    DYNAMIC
  }

  Row with(Map<String, String> newValues) {
    return new Row(id, kind, Map.copyOf(newValues), since, expires);
  }

  /** The id as clients see it: {@code *1A}. */
  String printedId() {
    return "*" + Long.toHexString(id).toUpperCase(Locale.ROOT);
  }

  /** The stored value, empty if there is none. */
  String value(String property) {
    return values.getOrDefault(property, "");
  }
}
