package io.washa.simulators.routeros;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What an argument may hold and how it reads back (schema and RouterOS manual). */
@FunctionalInterface
interface ValueType {
  /** Bytes as they are; may be empty. */
  ValueType TEXT = (input, argument, store) -> new Parsed.Value(input);

  /** Bytes as they are, at least one. */
  ValueType NAME =
      (input, argument, store) -> input.isEmpty() ? invalid(argument) : new Parsed.Value(input);

  /** yes and no in, true and false out. */
  ValueType BOOL =
      (input, argument, store) ->
          switch (input) {
            case "yes", "true" -> new Parsed.Value("true");
            case "no", "false" -> new Parsed.Value("false");
            default -> noMatch(argument);
          };

  /** A non-negative whole number. */
  ValueType NUMBER =
      (input, argument, store) ->
          input.matches("\\d{1,18}")
              ? new Parsed.Value(String.valueOf(Long.parseLong(input)))
              : invalid(argument);

  /** A duration; printed as {@code 1d2h}. */
  ValueType TIME =
      (input, argument, store) -> {
        Duration duration = RouterTime.parse(input);
        return duration == null
            ? invalid(argument)
            : new Parsed.Value(RouterTime.formatExactly(duration));
      };

  /** One IPv4 address. */
  ValueType ADDRESS =
      (input, argument, store) ->
          Ipv4.isAddress(input) ? new Parsed.Value(input) : invalid(argument);

  /** A MAC address, printed in upper case with colons. */
  ValueType MAC =
      (input, argument, store) ->
          input.matches("([0-9A-Fa-f]{2}[:-]){5}[0-9A-Fa-f]{2}")
              ? new Parsed.Value(input.toUpperCase(Locale.ROOT).replace('-', ':'))
              : new Parsed.Invalid("invalid value of mac-address, mac address required");

  /** Addresses separated by commas; may be empty. */
  ValueType ADDRESSES =
      (input, argument, store) -> {
        boolean right =
            input.isEmpty() || List.of(input.split(",", -1)).stream().allMatch(Ipv4::isAddress);
        return right ? new Parsed.Value(input) : invalid(argument);
      };

  /** An address with its prefix length, which is 32 if left out. */
  ValueType PREFIXED_ADDRESS =
      (input, argument, store) -> {
        boolean right = !input.contains("-") && !Ipv4.range(input).isEmpty();
        return right
            ? new Parsed.Value(input.contains("/") ? input : input + "/32")
            : invalid(argument);
      };

  /** Ranges separated by commas. */
  ValueType RANGES =
      (input, argument, store) ->
          Ipv4.ranges(input).isEmpty() ? invalid(argument) : new Parsed.Value(input);

  /**
   * An address, prefix, range or DNS name; {@code /32} goes, a range that is a prefix becomes one.
   */
  ValueType LIST_ADDRESS =
      (input, argument, store) -> {
        List<Ipv4.Range> range = Ipv4.range(input);
        if (!range.isEmpty()) {
          return new Parsed.Value(Ipv4.compact(range.getFirst()));
        }
        boolean name = input.matches("(?=.*[A-Za-z])[A-Za-z0-9._-]{1,253}");
        return name ? new Parsed.Value(input.toLowerCase(Locale.ROOT)) : invalid(argument);
      };

  /** An address, prefix or range in its shortest form. */
  ValueType COMPACT_RANGE =
      (input, argument, store) -> {
        List<Ipv4.Range> range = Ipv4.range(input);
        return range.isEmpty()
            ? invalid(argument)
            : new Parsed.Value(Ipv4.compact(range.getFirst()));
      };

  /** Ports and ranges of them, separated by commas. */
  ValueType PORTS =
      (input, argument, store) ->
          input.matches("\\d{1,5}(-\\d{1,5})?(,\\d{1,5}(-\\d{1,5})?)*")
              ? new Parsed.Value(input)
              : invalid(argument);

  /** Reads what a client sent for the named argument. */
  Parsed parse(String input, String argument, Store store);

  /** The menu whose rows a value names, or null: their names change with them. */
  default @Nullable String refersTo() {
    return null;
  }

  /** One of the given words. */
  static ValueType oneOf(List<String> words) {
    Set<String> known = Set.copyOf(words);
    return (input, argument, store) ->
        known.contains(input) ? new Parsed.Value(input) : noMatch(argument);
  }

  /** Several of the given words, separated by commas. */
  static ValueType someOf(List<String> words) {
    Set<String> known = Set.copyOf(words);
    return (input, argument, store) ->
        known.containsAll(List.of(input.split(",", -1)))
            ? new Parsed.Value(input)
            : noMatch(argument);
  }

  /**
   * The name of a row of another menu, or one of the extra words.
   *
   * @param menu whose rows may be named
   * @param extra words
   */
  record RowOf(String menu, Set<String> extra) implements ValueType {
    @Override
    public Parsed parse(String input, String argument, Store store) {
      return extra.contains(input) || (store.has(menu) && store.table(menu).hasName(input))
          ? new Parsed.Value(input)
          : noMatch(argument);
    }

    @Override
    public String refersTo() {
      return menu;
    }
  }

  /**
   * The name of a row of another menu, or a value of another type.
   *
   * @param menu whose rows may be named
   * @param type of everything else
   */
  record RowOr(String menu, ValueType type) implements ValueType {
    @Override
    public Parsed parse(String input, String argument, Store store) {
      return store.table(menu).hasName(input)
          ? new Parsed.Value(input)
          : type.parse(input, argument, store);
    }

    @Override
    public String refersTo() {
      return menu;
    }
  }

  /**
   * A value that an exclamation mark in front turns round; nothing at all takes it away.
   *
   * @param type of the value itself
   */
  record Not(ValueType type) implements ValueType {
    @Override
    public Parsed parse(String input, String argument, Store store) {
      if (input.isEmpty()) {
        return new Parsed.Value("");
      }
      boolean turned = input.startsWith("!");
      return switch (type.parse(turned ? input.substring(1) : input, argument, store)) {
        case Parsed.Value(String text) -> new Parsed.Value(turned ? "!" + text : text);
        case Parsed.Invalid invalid -> invalid;
      };
    }

    @Override
    public @Nullable String refersTo() {
      return type.refersTo();
    }
  }

  /** What a value that cannot be read is refused with. */
  static Parsed invalid(String argument) {
    return new Parsed.Invalid("invalid value for argument " + argument);
  }

  /** What a word that is not among the known ones is refused with. */
  static Parsed noMatch(String argument) {
    return new Parsed.Invalid("input does not match any value of " + argument);
  }
}
