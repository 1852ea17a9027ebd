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
 * @param ordered whether a row's place means something, so that clients choose and change it
 */
record Menu(
    String path,
    Map<String, Property> properties,
    Set<String> commands,
    List<String> key,
    String duplicate,
    boolean ordered) {

  /** Where SNMP shows what a property shows (RouterOS manual). */
  private static final Map<String, String> OIDS =
      Map.of(
          "/system/resource uptime.oid", ".1.3.6.1.2.1.1.3.0",
          "/system/resource cpu-load.oid", ".1.3.6.1.2.1.25.3.3.1.2.1");

  /** A menu of settings: one row without an id. */
  boolean isSettings() {
    return commands.contains("settings");
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

  /** The row with other writable values; what the router noted by itself stays. */
  Map<String, String> rewritten(Row row, Map<String, String> written) {
    Map<String, String> values = new LinkedHashMap<>(row.values());
    writable(values).keySet().forEach(values::remove);
    values.putAll(written);
    return values;
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
    return property == null ? OIDS.get(path + " " + name) : property.read(row);
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
