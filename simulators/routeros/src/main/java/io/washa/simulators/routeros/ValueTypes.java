package io.washa.simulators.routeros;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/** The types that the menu files name. */
final class ValueTypes {
  private static final List<String> POLICIES =
      List.of(
          "local",
          "telnet",
          "ssh",
          "ftp",
          "reboot",
          "read",
          "write",
          "policy",
          "test",
          "winbox",
          "password",
          "web",
          "sniff",
          "sensitive",
          "api",
          "romon",
          "rest-api");

  private static final Map<String, ValueType> PLAIN =
      Map.ofEntries(
          Map.entry("text", ValueType.TEXT),
          Map.entry("name", ValueType.NAME),
          Map.entry("bool", ValueType.BOOL),
          Map.entry("number", ValueType.NUMBER),
          Map.entry("number-or-unlimited", orWord("unlimited", ValueType.NUMBER)),
          Map.entry("time", ValueType.TIME),
          Map.entry("none-or-time", orWord("none", ValueType.TIME)),
          Map.entry("address", ValueType.ADDRESS),
          Map.entry("addresses", ValueType.ADDRESSES),
          Map.entry("mac", ValueType.MAC),
          Map.entry("prefix", ValueType.PREFIXED_ADDRESS),
          Map.entry("prefixes", each(ValueType.PREFIXED_ADDRESS)),
          Map.entry("targets", each(orRow("/interface", ValueType.PREFIXED_ADDRESS))),
          Map.entry("range", ValueType.COMPACT_RANGE),
          Map.entry("not-range", not(ValueType.COMPACT_RANGE)),
          Map.entry("ranges", ValueType.RANGES),
          Map.entry("list-address", ValueType.LIST_ADDRESS),
          Map.entry("address-or-pool", orRow("/ip/pool", ValueType.ADDRESS)),
          Map.entry("ports", not(ValueType.PORTS)),
          Map.entry("protocol", not(ValueType.NAME)),
          Map.entry("pair", pair(value -> value)),
          Map.entry("rates", ratesOrTimes(ValueTypes::rate)),
          Map.entry("times", ratesOrTimes(ValueTypes::time)),
          Map.entry("policies", ValueTypes::policies));

  private ValueTypes() {}

  /** The type of this name, as {@code one(a|b)}. */
  static ValueType of(String name) {
    int open = name.indexOf('(');
    if (open > 0) {
      List<String> words = List.of(name.substring(open + 1, name.length() - 1).split("\\|", -1));
      return switch (name.substring(0, open)) {
        case "one" -> ValueType.oneOf(words);
        case "some" -> ValueType.someOf(words);
        case "row" ->
            new ValueType.RowOf(words.getFirst(), Set.copyOf(words.subList(1, words.size())));
        case "not-row" ->
            not(new ValueType.RowOf(words.getFirst(), Set.of("all", "dynamic", "static", "none")));
        default -> throw new IllegalArgumentException("no type " + name);
      };
    }
    ValueType type = PLAIN.get(name);
    if (type == null) {
      throw new IllegalArgumentException("no type " + name);
    }
    return type;
  }

  private static ValueType orWord(String word, ValueType type) {
    return (input, argument, store) ->
        input.equals(word) ? new Parsed.Value(word) : type.parse(input, argument, store);
  }

  private static ValueType orRow(String menu, ValueType type) {
    return new ValueType.RowOr(menu, type);
  }

  /** A value that an exclamation mark in front turns round; empty is no value. */
  private static ValueType not(ValueType type) {
    return new ValueType.Not(type);
  }

  private static ValueType each(ValueType type) {
    return (input, argument, store) -> {
      if (input.isEmpty()) {
        return new Parsed.Value("");
      }
      List<String> values = new ArrayList<>();
      for (String part : input.split(",", -1)) {
        switch (type.parse(part, argument, store)) {
          case Parsed.Value(String text) -> values.add(text);
          case Parsed.Invalid invalid -> {
            return invalid;
          }
        }
      }
      return new Parsed.Value(String.join(",", values));
    };
  }

  /** Upload and download, or one value for both. */
  private static ValueType pair(UnaryOperator<String> each) {
    return (input, argument, store) -> {
      String[] parts = input.split("/", -1);
      if (parts.length > 2 || parts[0].isEmpty()) {
        return ValueType.invalid(argument);
      }
      String first = each.apply(parts[0]);
      String second = each.apply(parts[parts.length - 1]);
      return first.isEmpty() || second.isEmpty()
          ? ValueType.invalid(argument)
          : new Parsed.Value(first + "/" + second);
    };
  }

  private static ValueType ratesOrTimes(UnaryOperator<String> each) {
    return pair(each);
  }

  /** {@code 10M} as {@code 10000000}; empty if it is no rate. */
  static String rate(String text) {
    if (!text.matches("\\d{1,12}[kKMG]?")) {
      return "";
    }
    char unit = text.charAt(text.length() - 1);
    long factor =
        switch (unit) {
          case 'k', 'K' -> 1_000;
          case 'M' -> 1_000_000;
          case 'G' -> 1_000_000_000;
          default -> 1;
        };
    String digits = factor == 1 ? text : text.substring(0, text.length() - 1);
    return String.valueOf(Long.parseLong(digits) * factor);
  }

  private static String time(String text) {
    var duration = RouterTime.parse(text);
    return duration == null ? "" : RouterTime.formatExactly(duration);
  }

  /** All policies, those that were not named with an exclamation mark (as groups print them). */
  private static Parsed policies(String input, String argument, Store store) {
    Set<String> granted = new LinkedHashSet<>();
    for (String word : input.split(",", -1)) {
      String name = word.startsWith("!") ? word.substring(1) : word;
      if (!name.isEmpty() && !POLICIES.contains(name)) {
        return ValueType.noMatch(argument);
      }
      if (word.equals(name)) {
        granted.add(name);
      }
    }
    List<String> all = new ArrayList<>(POLICIES.stream().filter(granted::contains).toList());
    POLICIES.stream().filter(name -> !granted.contains(name)).forEach(name -> all.add("!" + name));
    return new Parsed.Value(String.join(",", all));
  }

  /** Every policy there is, as the group full has them. */
  static String allPolicies() {
    return String.join(",", POLICIES);
  }
}
