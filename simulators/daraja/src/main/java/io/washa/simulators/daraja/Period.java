package io.washa.simulators.daraja;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;

/**
 * A span of time of the control API.
 *
 * @param until the first instant that no longer belongs to it
 */
record Period(Instant from, Instant until) {
  private static final Instant BEGINNING = Instant.parse("2007-03-06T00:00:00Z");

  /**
   * Reads {@code from} and {@code until}: instants, or dates in EAT of which the last is included.
   * Without them everything up to a second from now.
   */
  static Optional<Period> parse(Map<String, String> query, Instant now) {
    String from = query.getOrDefault("from", "");
    String until = query.getOrDefault("until", "");
    try {
      return Optional.of(
          new Period(
              from.isEmpty() ? BEGINNING : instant(from, 0),
              until.isEmpty() ? now.plusSeconds(1) : instant(until, 1)));
    } catch (DateTimeException unreadable) {
      return Optional.empty();
    }
  }

  private static Instant instant(String text, int moreDays) {
    return text.length() == 10
        ? Eat.startOf(LocalDate.parse(text).plusDays(moreDays))
        : Instant.parse(text);
  }
}
