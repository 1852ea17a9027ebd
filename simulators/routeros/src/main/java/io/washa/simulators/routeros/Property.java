package io.washa.simulators.routeros;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One column of a menu.
 *
 * @param fallback what reads back if nothing was set; null or empty leaves the property out
 * @param access who may write it
 * @param since first version that has it, as {@code 7.20}
 * @param computed gives the value of a property that nobody stores, or null
 */
record Property(
    String name,
    ValueType type,
    @Nullable String fallback,
    Access access,
    String since,
    @Nullable Function<Row, @Nullable String> computed) {

  /** Who may write a property. */
  enum Access {
    OPTIONAL,
    REQUIRED,
    READ_ONLY,
    /** Optional, and hidden by versions that hide secrets. */
    SENSITIVE
  }

  static Property of(String name, ValueType type) {
    return new Property(name, type, null, Access.OPTIONAL, "6.0", null);
  }

  static Property of(String name, ValueType type, String fallback) {
    return new Property(name, type, fallback, Access.OPTIONAL, "6.0", null);
  }

  static Property required(String name, ValueType type) {
    return new Property(name, type, null, Access.REQUIRED, "6.0", null);
  }

  static Property sensitive(String name) {
    return new Property(name, ValueType.TEXT, null, Access.SENSITIVE, "6.0", null);
  }

  static Property readOnly(String name) {
    return new Property(name, ValueType.TEXT, null, Access.READ_ONLY, "6.0", null);
  }

  static Property readOnly(String name, String fallback) {
    return new Property(name, ValueType.TEXT, fallback, Access.READ_ONLY, "6.0", null);
  }

  static Property computed(String name, Function<Row, @Nullable String> value) {
    return new Property(name, ValueType.TEXT, null, Access.READ_ONLY, "6.0", value);
  }

  /** The same from a version on. */
  Property since(String version) {
    return new Property(name, type, fallback, access, version, computed);
  }

  /** What a row reads back, or null if the row does not have it. */
  @Nullable String read(Row row) {
    String value =
        computed != null ? computed.apply(row) : row.values().getOrDefault(name, fallback);
    return value == null || value.isEmpty() ? null : value;
  }

  boolean writable() {
    return access != Access.READ_ONLY;
  }
}
