package io.washa.simulators.routeros;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One column of a menu.
 *
 * @param fallback what reads back if nothing was set; null or empty leaves the property out
 * @param access who may write it
 * @param computed gives the value of a property that nobody stores, or null
 */
record Property(
    String name,
    ValueType type,
    @Nullable String fallback,
    Access access,
    @Nullable Function<Row, @Nullable String> computed) {

  /** Who may write a property. */
  enum Access {
    OPTIONAL,
    REQUIRED,
    READ_ONLY,
    /** Optional, and hidden by versions that hide secrets. */
    SENSITIVE,
    /** Optional, and read back by nobody. */
    HIDDEN
  }

  /** What a row reads back, or null if the row does not have it. */
  @Nullable String read(Row row) {
    if (access == Access.HIDDEN) {
      return null;
    }
    String value =
        computed != null ? computed.apply(row) : row.values().getOrDefault(name, fallback);
    return value == null || value.isEmpty() ? null : value;
  }

  boolean writable() {
    return access != Access.READ_ONLY;
  }
}
