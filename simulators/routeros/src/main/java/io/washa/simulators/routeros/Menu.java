package io.washa.simulators.routeros;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a menu is made of.
 *
 * @param path as {@code /ppp/secret}
 * @param properties by name, in printing order
 * @param commands it understands, apart from print and getall
 * @param key properties whose values together occur once, empty if there are none such
 * @param duplicate what a second row of the same key is refused with
 */
record Menu(
    String path,
    Map<String, Property> properties,
    Set<String> commands,
    List<String> key,
    String duplicate) {

  /** All that a table of configuration rows understands. */
  static final Set<String> TABLE =
      Set.of("add", "set", "remove", "comment", "enable", "disable", "unset", "listen");

  /** A menu of settings: one row without an id. */
  boolean isSettings() {
    return commands.contains("settings");
  }

  static Menu table(String path, Set<String> commands, Property... properties) {
    return new Menu(path, byName(properties), commands, List.of(), "");
  }

  static Menu settings(String path, Property... properties) {
    return table(path, Set.of("settings", "set"), properties);
  }

  static Menu readOnlySettings(String path, Property... properties) {
    return table(path, Set.of("settings"), properties);
  }

  private static Map<String, Property> byName(Property... properties) {
    Map<String, Property> byName = new LinkedHashMap<>();
    for (Property property : properties) {
      byName.put(property.name(), property);
    }
    return byName;
  }

  /** The same with a natural key. */
  Menu unique(String message, String... names) {
    return new Menu(path, properties, commands, List.of(names), message);
  }

  /** The same without the properties that a version does not know. */
  Menu as(VersionProfile version) {
    Map<String, Property> known = new LinkedHashMap<>();
    properties.forEach((name, property) -> {
      VersionProfile since = VersionProfile.of(property.since());
      if (version.atLeast(since.major(), since.minor())) {
        known.put(name, property);
      }
    });
    return new Menu(path, known, commands, key, duplicate);
  }

  /** Of the values those that clients write, leaving out what the router notes by itself. */
  Map<String, String> writable(Map<String, String> values) {
    Map<String, String> some = new LinkedHashMap<>(values);
    some.keySet()
        .removeIf(name -> {
          Property property = properties.get(name);
          return property == null || !property.writable();
        });
    return some;
  }

  /** The values that must be unique, or null if the row has no natural key. */
  @Nullable String keyOf(Row row) {
    if (key.isEmpty()) {
      return null;
    }
    return String.join(
        "\0", key.stream().map(name -> Objects.requireNonNullElse(read(row, name), "")).toList());
  }

  /** What a row shows under a name, {@code .id} included; null if it has no such property. */
  @Nullable String read(Row row, String name) {
    if (name.equals(".id")) {
      return isSettings() ? null : row.printedId();
    }
    Property property = properties.get(name);
    return property == null ? null : property.read(row);
  }

  /** Every property a row has. */
  Map<String, String> print(Row row) {
    Map<String, String> printed = new LinkedHashMap<>();
    if (!isSettings()) {
      printed.put(".id", row.printedId());
    }
    properties.forEach((name, property) -> {
      String value = property.read(row);
      if (value != null) {
        printed.put(name, value);
      }
    });
    return printed;
  }
}
