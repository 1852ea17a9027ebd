package io.washa.bench;

import java.util.Locale;

/**
 * One result, beside the limit it is compared with.
 *
 * @param ratio value to limit; a median over pairs where there are pairs
 * @param goal what the ratio should be at least, or at most
 */
record Figure(String name, Amount value, Amount limit, double ratio, Goal goal) {
  /** A number and its unit. */
  record Amount(double value, String unit) {
    @Override
    public String toString() {
      return number(value) + " " + unit;
    }
  }

  /** What a ratio should reach. */
  record Goal(double bound, boolean atLeast) {
    static Goal atLeast(double bound) {
      return new Goal(bound, true);
    }

    static Goal atMost(double bound) {
      return new Goal(bound, false);
    }

    boolean isMetBy(double ratio) {
      return atLeast ? ratio >= bound : ratio <= bound;
    }

    @Override
    public String toString() {
      return (atLeast ? ">= " : "<= ") + number(bound);
    }
  }

  boolean met() {
    return goal.isMetBy(ratio);
  }

  /** The line that a run ends with: {@code NAME | value | limit | ratio | goal | met}. */
  String line() {
    return "%s | %s | limit %s | ratio %s | goal %s | %s"
        .formatted(name, value, limit, number(ratio), goal, met() ? "met" : "missed");
  }

  private static String number(double value) {
    return Math.abs(value) >= 100
        ? String.format(Locale.ROOT, "%.0f", value)
        : String.format(Locale.ROOT, "%.2f", value);
  }
}
