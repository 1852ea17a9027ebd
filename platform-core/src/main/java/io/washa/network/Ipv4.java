package io.washa.network;

import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalLong;

/** IPv4 addresses as people type them and ranges as RouterOS writes them. */
final class Ipv4 {
  private static final long MULTICAST = 0xE0000000L;
  private static final int OCTETS = 4;

  private Ipv4() {}

  /**
   * An address that one device can have, without leading zeros.
   *
   * @return empty for what is none: 0.x, 127.x and 224.0.0.0 upwards
   */
  static Optional<String> parse(String typed) {
    OptionalLong value = value(typed.strip());
    if (value.isEmpty()) {
      return Optional.empty();
    }
    long number = value.getAsLong();
    long first = number >> 24;
    return first == 0 || first == 127 || number >= MULTICAST
        ? Optional.empty()
        : Optional.of(text(number));
  }

  /** Whether an address is in one of the ranges, as {@code 10.0.0.2-10.0.0.9,10.1.0.0/24}. */
  static boolean isIn(String ranges, String address) {
    long value = value(address).orElse(-1);
    return Arrays.stream(ranges.split(",", -1)).anyMatch(range -> isInOne(range.strip(), value));
  }

  private static boolean isInOne(String range, long value) {
    int hyphen = range.indexOf('-');
    int slash = range.indexOf('/');
    if (hyphen > 0) {
      return between(range.substring(0, hyphen), range.substring(hyphen + 1), value);
    } else if (slash > 0 && range.substring(slash + 1).matches("[0-9]|[12][0-9]|3[0-2]")) {
      int free = 32 - Integer.parseInt(range.substring(slash + 1));
      OptionalLong net = value(range.substring(0, slash));
      return net.isPresent() && net.getAsLong() >> free == value >> free;
    }
    return between(range, range, value);
  }

  private static boolean between(String from, String to, long value) {
    OptionalLong low = value(from.strip());
    OptionalLong high = value(to.strip());
    return low.isPresent()
        && high.isPresent()
        && value >= low.getAsLong()
        && value <= high.getAsLong();
  }

  private static OptionalLong value(String text) {
    if (!text.matches("[0-9]{1,3}(\\.[0-9]{1,3}){3}")) {
      return OptionalLong.empty();
    }
    long value = 0;
    for (String octet : text.split("\\.", OCTETS)) {
      int number = Integer.parseInt(octet);
      if (number > 255) {
        return OptionalLong.empty();
      }
      value = value << 8 | number;
    }
    return OptionalLong.of(value);
  }

  private static String text(long value) {
    return "%d.%d.%d.%d".formatted(value >> 24, value >> 16 & 255, value >> 8 & 255, value & 255);
  }
}
