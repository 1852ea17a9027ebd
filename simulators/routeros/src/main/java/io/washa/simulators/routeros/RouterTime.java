package io.washa.simulators.routeros;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Durations as a router reads and prints them (RouterOS manual, confidence H). */
final class RouterTime {
  private static final Pattern UNITS =
      Pattern.compile(
          "(?:(\\d{1,6})w)?(?:(\\d{1,6})d)?(?:(\\d{1,6})h)?(?:(\\d{1,6})m)?(?:(\\d{1,9})s)?"
              + "(?:(\\d{1,9})ms)?(?:(\\d{1,9})us)?");
  private static final Pattern CLOCK =
      Pattern.compile("(?:(\\d{1,6})w)?(?:(\\d{1,6})d)?(\\d{1,3}):(\\d{2}):(\\d{2})");

  private RouterTime() {}

  /** Reads {@code 1w2d3h4m5s}, {@code 1d00:00:30} or plain seconds; null if it is neither. */
  static @Nullable Duration parse(String text) {
    if (text.isEmpty()) {
      return null;
    }
    if (text.matches("\\d{1,9}")) {
      return Duration.ofSeconds(Long.parseLong(text));
    }
    Matcher clock = CLOCK.matcher(text);
    if (clock.matches()) {
      return Duration.ofDays(7 * number(clock, 1) + number(clock, 2))
          .plusHours(number(clock, 3))
          .plusMinutes(number(clock, 4))
          .plusSeconds(number(clock, 5));
    }
    Matcher units = UNITS.matcher(text);
    if (!units.matches()) {
      return null;
    }
    return Duration.ofDays(7 * number(units, 1) + number(units, 2))
        .plusHours(number(units, 3))
        .plusMinutes(number(units, 4))
        .plusSeconds(number(units, 5))
        .plusMillis(number(units, 6))
        .plusNanos(1_000 * number(units, 7));
  }

  private static long number(Matcher matcher, int group) {
    String text = matcher.group(group);
    return text == null ? 0 : Long.parseLong(text);
  }

  /** Prints whole seconds as {@code 1w2d3h4m5s}, nothing as {@code 0s}. */
  static String format(Duration duration) {
    long seconds = Math.max(0, duration.toSeconds());
    StringBuilder text = new StringBuilder();
    append(text, seconds / 604_800, 'w');
    append(text, seconds / 86_400 % 7, 'd');
    append(text, seconds / 3_600 % 24, 'h');
    append(text, seconds / 60 % 60, 'm');
    append(text, seconds % 60, 's');
    return text.isEmpty() ? "0s" : text.toString();
  }

  /** Prints parts of a second too: {@code 500ms}, {@code 1s300ms}. */
  static String formatExactly(Duration duration) {
    long micros = duration.toNanosPart() / 1_000;
    if (micros == 0) {
      return format(duration);
    }
    StringBuilder text = new StringBuilder(duration.toSeconds() == 0 ? "" : format(duration));
    text.append(micros >= 1_000 ? micros / 1_000 + "ms" : "");
    return text.append(micros % 1_000 > 0 ? micros % 1_000 + "us" : "").toString();
  }

  private static void append(StringBuilder text, long amount, char unit) {
    if (amount > 0) {
      text.append(amount).append(unit);
    }
  }
}
