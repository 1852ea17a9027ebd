package io.washa.agent.site;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
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

  /** Whether two rate-limit strings mean the same: 10M, 10M/10M and 10000000/10000000 do. */
  static boolean sameRate(String one, String other) {
    return rate(one).equals(rate(other));
  }

  /**
   * One item for each group; a single value stands for both directions. Trailing groups that only
   * state the default (no burst, priority 8) are dropped.
   */
  private static List<String> rate(String text) {
    List<String> groups = new ArrayList<>();
    if (text.isBlank()) {
      return groups;
    }
    String[] parts = text.trim().split("\\s+", -1);
    for (int i = 0; i < parts.length; i++) {
      boolean priority = i == 4;
      String[] directions = parts[i].split("/", -1);
      String rx = number(directions[0]);
      String tx = directions.length > 1 ? number(directions[1]) : rx;
      groups.add(priority ? rx : rx + "/" + tx);
    }
    while (groups.size() > 1 && isDefault(groups.size() - 1, groups.get(groups.size() - 1))) {
      groups.remove(groups.size() - 1);
    }
    return groups.equals(List.of("0/0")) ? List.of() : groups;
  }

  private static boolean isDefault(int index, String group) {
    return index == 4 ? group.equals("8") : group.equals("0/0");
  }

  private static String number(String text) {
    String lower = text.toLowerCase(Locale.ROOT);
    int scale = lower.endsWith("k") ? 3 : lower.endsWith("m") ? 6 : lower.endsWith("g") ? 9 : 0;
    String digits =
        scale > 0 || lower.endsWith("s") ? lower.substring(0, lower.length() - 1) : lower;
    try {
      return new BigDecimal(digits).scaleByPowerOfTen(scale).stripTrailingZeros().toPlainString();
    } catch (NumberFormatException e) {
      return text;
    }
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

  /** Seconds of a router's duration, as 1w2d3h4m5s or 1d02:03:04; 0 if it is none. */
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
        total += number * unitSeconds(c);
        number = 0;
      }
    }
    return total + (hasClock ? clock + number : text.matches("\\d+") ? number : 0);
  }

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
