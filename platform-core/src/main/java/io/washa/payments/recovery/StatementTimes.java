package io.washa.payments.recovery;

import io.washa.payments.recovery.StatementReader.Period;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Understands the times of a statement: EAT, in many spellings, or a spreadsheet's day number. */
final class StatementTimes {
  private static final ZoneOffset EAT = ZoneOffset.ofHours(3);
  private static final List<DateTimeFormatter> MOMENTS =
      Stream.of("d-M-uuuu", "uuuu-M-d")
          .flatMap(day ->
              Stream.of(" H:mm:ss", " H:mm", " h:mm:ss a", " h:mm a").map(time -> day + time))
          .map(StatementTimes::format)
          .toList();
  private static final List<DateTimeFormatter> DAYS =
      List.of(format("d-M-uuuu"), format("uuuu-M-d"));
  private static final Pattern DAY_NUMBER = Pattern.compile("\\d{5}(\\.\\d+)?");
  private static final LocalDateTime DAY_ZERO = LocalDate.of(1899, 12, 30).atStartOfDay();
  private static final BigDecimal SECONDS = BigDecimal.valueOf(86_400);
  private static final Pattern WHEN =
      Pattern.compile(
          "\\d{1,4}[-/]\\d{1,2}[-/]\\d{1,4}(?:[ T]\\d{1,2}:\\d{2}(?::\\d{2})?(?: ?[AaPp][Mm])?)?");
  private static final int LAST_OF_SIXTY = 59;

  private StatementTimes() {}

  private static DateTimeFormatter format(String pattern) {
    return new DateTimeFormatterBuilder()
        .parseCaseInsensitive()
        .appendPattern(pattern)
        .toFormatter(Locale.ENGLISH);
  }

  /** A moment; to the second, for spreadsheets keep days as fractions that are never quite it. */
  static Optional<Instant> moment(String text) {
    if (DAY_NUMBER.matcher(text).matches()) {
      long seconds =
          new BigDecimal(text).multiply(SECONDS).setScale(0, RoundingMode.HALF_UP).longValue();
      return Optional.of(DAY_ZERO.plusSeconds(seconds).toInstant(EAT));
    }
    String plain = plain(text);
    for (DateTimeFormatter format : MOMENTS) {
      try {
        return Optional.of(LocalDateTime.parse(plain, format).toInstant(EAT));
      } catch (DateTimeException e) {
        // The next one, then.
      }
    }
    return Optional.empty();
  }

  private static String plain(String text) {
    return text.replace('/', '-')
        .replace('T', ' ')
        .replaceAll("(?<=\\d)(?=[AaPp][Mm]$)", " ")
        .replaceAll("\\.\\d+$", "")
        .strip();
  }

  /** What a statement says that it covers; a last day, minute or second belongs to it. */
  static Optional<Period> period(String text) {
    Matcher when = WHEN.matcher(text);
    if (!when.find()) {
      return Optional.empty();
    }
    Optional<Instant> from = moment(when.group()).or(() -> day(when.group(), 0));
    if (from.isEmpty() || !when.find()) {
      return Optional.empty();
    }
    String last = when.group();
    Optional<Instant> until =
        moment(last).map(at -> at.plus(unitAfter(last, at))).or(() -> day(last, 1));
    return until.filter(from.get()::isBefore).map(end -> new Period(from.get(), end));
  }

  private static Optional<Instant> day(String text, int later) {
    for (DateTimeFormatter format : DAYS) {
      try {
        LocalDate day = LocalDate.parse(plain(text), format).plusDays(later);
        return Optional.of(day.atStartOfDay().toInstant(EAT));
      } catch (DateTimeException e) {
        // The next one, then.
      }
    }
    return Optional.empty();
  }

  /** 23:59:59 means until midnight, and so does 23:59. */
  private static Duration unitAfter(String text, Instant at) {
    boolean seconds = text.chars().filter(c -> c == ':').count() == 2;
    LocalDateTime time = LocalDateTime.ofInstant(at, EAT);
    if (seconds) {
      return time.getSecond() == LAST_OF_SIXTY ? Duration.ofSeconds(1) : Duration.ZERO;
    }
    return time.getMinute() == LAST_OF_SIXTY ? Duration.ofMinutes(1) : Duration.ZERO;
  }
}
