package io.washa.agent.site;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A rate limit as plans write it: {@code rx/tx}, then if wanted burst, burst threshold, burst time,
 * priority and guaranteed rate, each for both directions; rx is the subscriber's upload (facts
 * §3.2). Two that mean the same are equal: units are decimal, one value stands for both directions,
 * and what only states the default is left out.
 */
record RateLimit(List<String> groups) {
  private static final int MAX = 0;
  private static final int BURST = 1;
  private static final int THRESHOLD = 2;
  private static final int TIME = 3;
  private static final int PRIORITY = 4;
  private static final int GUARANTEED = 5;
  private static final String NONE = "0/0";
  private static final String USUAL_PRIORITY = "8";

  /** Reads one; what is no number stays as it is. */
  static RateLimit of(String text) {
    List<String> groups = new ArrayList<>();
    if (!text.isBlank()) {
      for (String part : text.trim().split("\\s+", -1)) {
        groups.add(group(groups.size(), part));
      }
    }
    while (!groups.isEmpty() && isDefault(groups.size() - 1, groups.get(groups.size() - 1))) {
      groups.remove(groups.size() - 1);
    }
    return new RateLimit(List.copyOf(groups));
  }

  /** Whether two texts mean the same: 10M, 10M/10M and 10000000/10000000 do. */
  static boolean same(String one, String other) {
    return of(one).equals(of(other));
  }

  private static String group(int index, String text) {
    String[] directions = text.split("/", -1);
    String rx = number(directions[0]);
    return index == PRIORITY ? rx : rx + "/" + (directions.length > 1 ? number(directions[1]) : rx);
  }

  private static boolean isDefault(int index, String group) {
    return group.equals(index == PRIORITY ? USUAL_PRIORITY : NONE);
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

  /** The limit itself, {@code 0/0} for none. */
  String max() {
    return get(MAX, NONE);
  }

  /** The rate while a burst lasts. */
  String burst() {
    return get(BURST, NONE);
  }

  /** The mean rate below which bursts are allowed. */
  String threshold() {
    return get(THRESHOLD, NONE);
  }

  /** Seconds over which the mean is taken. */
  String time() {
    String[] seconds = get(TIME, NONE).split("/", -1);
    return seconds[0] + "s/" + seconds[1] + "s";
  }

  /** From 1, the first, to 8; the same both ways. */
  String priority() {
    String priority = get(PRIORITY, USUAL_PRIORITY);
    return priority + "/" + priority;
  }

  /** The rate that is kept free. */
  String guaranteed() {
    return get(GUARANTEED, NONE);
  }

  private String get(int index, String otherwise) {
    return index < groups.size() ? groups.get(index) : otherwise;
  }
}
