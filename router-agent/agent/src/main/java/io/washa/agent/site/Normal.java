package io.washa.agent.site;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Values as a router prints them and as people write them, brought to one form for comparison
 * (facts: read-back normalisation).
 */
final class Normal {
  private Normal() {}

  /** Routers print true and false, and accept and sometimes print yes and no. */
  static boolean bool(@Nullable String text) {
    return "true".equals(text) || "yes".equals(text);
  }

  /** Words separated by commas, in whatever order. */
  static Set<String> list(String text) {
    return text.isEmpty() ? Set.of() : Set.copyOf(Arrays.asList(text.split(",", -1)));
  }

  /** An address with its prefix length, which is 32 if left out. */
  static String prefix(String text) {
    return text.isEmpty() || text.contains("/") ? text : text + "/32";
  }

  /** Whether two pairs of durations mean the same: 10/10, 10s/10s and 00:00:10/00:00:10 do. */
  static boolean sameTimes(String one, String other) {
    String[] left = one.split("/", -1);
    String[] right = other.split("/", -1);
    return seconds(left[0]) == seconds(right[0])
        && seconds(left[left.length - 1]) == seconds(right[right.length - 1]);
  }

  /** Whether two lists of address ranges mean the same: order, blanks and short forms aside. */
  static boolean sameRanges(String one, String other) {
    return ranges(one).equals(ranges(other));
  }

  private static List<String> ranges(String text) {
    List<String> ranges = new ArrayList<>();
    for (String part : text.split(",", -1)) {
      String range = part.replace(" ", "");
      int dash = range.indexOf('-');
      if (dash > 0 && range.substring(0, dash).equals(range.substring(dash + 1))) {
        range = range.substring(0, dash);
      }
      ranges.add(range);
    }
    Collections.sort(ranges);
    return ranges;
  }

  /**
   * Whole seconds of a router's duration, as 1w2d3h4m5s, 1d02:03:04 or 500ms; 0 if it is none, as
   * {@code never}.
   */
  static long seconds(@Nullable String text) {
    if (text == null) {
      return 0;
    }
    long total = 0;
    long number = 0;
    long clock = 0;
    boolean hasClock = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c >= '0' && c <= '9') {
        number = number * 10 + (c - '0');
      } else if (c == ':') {
        clock = (clock + number) * 60;
        hasClock = true;
        number = 0;
      } else {
        // What is below a second is written behind everything else.
        if (text.startsWith("ms", i) || text.startsWith("us", i)) {
          return total;
        }
        total += number * unitSeconds(c);
        number = 0;
      }
    }
    return total + (hasClock ? clock + number : text.matches("\\d+") ? number : 0);
  }

  /** Seconds as a router prints them: 1w2d3h4m5s, and 0s for none. */
  static String duration(long seconds) {
    StringBuilder text = new StringBuilder();
    long rest = seconds;
    for (char unit : UNITS) {
      long size = unitSeconds(unit);
      if (rest >= size) {
        text.append(rest / size).append(unit);
        rest %= size;
      }
    }
    return text.isEmpty() ? "0s" : text.toString();
  }

  private static final char[] UNITS = {'w', 'd', 'h', 'm', 's'};

  private static long unitSeconds(char unit) {
    return switch (unit) {
      case 'w' -> 604_800;
      case 'd' -> 86_400;
      case 'h' -> 3_600;
      case 'm' -> 60;
      case 's' -> 1;
      default -> 0;
    };
  }
}
