package io.washa.agent.tools;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What {@code /system/clock} says, in every version's words (ISO from 7.10, confidence H). */
public final class RouterClock {
  private static final DateTimeFormatter OLD =
      new DateTimeFormatterBuilder()
          .parseCaseInsensitive()
          .appendPattern("MMM/dd/yyyy")
          .toFormatter(Locale.ENGLISH);

  private RouterClock() {}

  /** The instant, empty if it cannot be understood. */
  public static Optional<Instant> read(Map<String, String> clock) {
    String date = clock.getOrDefault("date", "");
    try {
      LocalDate day = date.contains("/") ? LocalDate.parse(date, OLD) : LocalDate.parse(date);
      LocalTime time = LocalTime.parse(clock.getOrDefault("time", ""));
      ZoneOffset offset = ZoneOffset.of(clock.getOrDefault("gmt-offset", "+00:00"));
      return Optional.of(LocalDateTime.of(day, time).toInstant(offset));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }
}
