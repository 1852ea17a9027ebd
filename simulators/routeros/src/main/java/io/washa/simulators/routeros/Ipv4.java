package io.washa.simulators.routeros;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/** Address arithmetic for pools, prefixes and lists. */
final class Ipv4 {
  /**
   * Addresses from the first to the last, both included.
   *
   * @param first as an unsigned number
   * @param last as an unsigned number
   */
  record Range(long first, long last) {
    long size() {
      return last - first + 1;
    }
  }

  private Ipv4() {}

  static OptionalLong parse(String text) {
    String[] parts = text.split("\\.", -1);
    if (parts.length != 4) {
      return OptionalLong.empty();
    }
    long address = 0;
    for (String part : parts) {
      if (!part.matches("\\d{1,3}") || Integer.parseInt(part) > 255) {
        return OptionalLong.empty();
      }
      address = (address << 8) | Integer.parseInt(part);
    }
    return OptionalLong.of(address);
  }

  static boolean isAddress(String text) {
    return parse(text).isPresent();
  }

  static String format(long address) {
    return ((address >> 24) & 255)
        + "."
        + ((address >> 16) & 255)
        + "."
        + ((address >> 8) & 255)
        + "."
        + (address & 255);
  }

  /** Reads {@code a}, {@code a-b} or {@code a/n}; an empty list if it is none of them. */
  static List<Range> range(String text) {
    int dash = text.indexOf('-');
    int slash = text.indexOf('/');
    String from =
        dash >= 0 ? text.substring(0, dash) : slash >= 0 ? text.substring(0, slash) : text;
    OptionalLong first = parse(from);
    if (first.isEmpty()) {
      return List.of();
    }
    long start = first.getAsLong();
    if (dash >= 0) {
      OptionalLong last = parse(text.substring(dash + 1));
      boolean ordered = last.isPresent() && last.getAsLong() >= start;
      return ordered ? List.of(new Range(start, last.getAsLong())) : List.of();
    }
    if (slash < 0) {
      return List.of(new Range(start, start));
    }
    String bits = text.substring(slash + 1);
    if (!bits.matches("\\d{1,2}") || Integer.parseInt(bits) > 32) {
      return List.of();
    }
    long size = 1L << (32 - Integer.parseInt(bits));
    long network = start / size * size;
    return List.of(new Range(network, network + size - 1));
  }

  /** Reads a comma list of ranges; an empty list if one of them is wrong. */
  static List<Range> ranges(String text) {
    List<Range> ranges = new ArrayList<>();
    for (String part : text.split(",", -1)) {
      List<Range> range = range(part.trim());
      if (range.isEmpty()) {
        return List.of();
      }
      ranges.addAll(range);
    }
    return ranges;
  }

  /** Whether an address lies in a range, prefix or address. */
  static boolean contains(String range, String address) {
    OptionalLong number = parse(address);
    List<Range> ranges = range(range);
    return number.isPresent()
        && !ranges.isEmpty()
        && ranges.getFirst().first() <= number.getAsLong()
        && number.getAsLong() <= ranges.getFirst().last();
  }

  /** A range as address lists print it: one address, a prefix where it is one, or from-to. */
  static String compact(Range range) {
    long size = range.size();
    if (size == 1) {
      return format(range.first());
    }
    if (Long.bitCount(size) == 1 && range.first() % size == 0) {
      return format(range.first()) + "/" + (32 - Long.numberOfTrailingZeros(size));
    }
    return format(range.first()) + "-" + format(range.last());
  }
}
