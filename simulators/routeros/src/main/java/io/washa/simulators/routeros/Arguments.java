package io.washa.simulators.routeros;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The property values of an add or set, once every one of them has been looked at. */
sealed interface Arguments {

  /** All right; the values are in the form in which they are kept. */
  record Values(Map<String, String> values) implements Arguments {}

  /** At least one is not. */
  record Wrong(Trap trap) implements Arguments {}

  /** Reads all attributes but those that belong to the command itself. */
  static Arguments read(Request request, Table table, Set<String> own, Context context) {
    Map<String, String> values = new LinkedHashMap<>();
    for (Map.Entry<String, String> attribute : request.attributes().entrySet()) {
      String name = attribute.getKey();
      if (own.contains(name)) {
        continue;
      }
      Property property = table.menu().properties().get(name);
      if (property == null || !property.writable()) {
        return new Wrong(context.version().unknownParameter(name));
      }
      switch (property.type().parse(attribute.getValue(), name, context.store())) {
        case Parsed.Value(String text) -> values.put(name, text);
        case Parsed.Invalid(String message) -> {
          return new Wrong(context.version().badValue(message));
        }
      }
    }
    return new Values(values);
  }

  /** Names of required properties without a value, separated by commas; empty if all are there. */
  static String missing(Table table, Map<String, String> values) {
    List<String> missing =
        table.menu().properties().values().stream()
            .filter(property -> property.access() == Property.Access.REQUIRED)
            .map(Property::name)
            .filter(name -> !values.containsKey(name))
            .toList();
    return String.join(",", missing);
  }
}
