package io.washa.simulators.daraja;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;

/** East Africa Time, the zone of every Daraja date. */
final class Eat {
  private static final ZoneId ZONE = ZoneId.of("Africa/Nairobi");
  private static final DateTimeFormatter COMPACT = format("yyyyMMddHHmmss");
  private static final DateTimeFormatter CHECKOUT = format("ddMMyyyyHHmmssSSS");
  private static final DateTimeFormatter PULL = format("yyyy-MM-dd'T'HH:mm:ss'Z'");
  private static final DateTimeFormatter STATEMENT = format("dd-MM-yyyy HH:mm:ss");
  private static final DateTimeFormatter DAY = format("uuuuMMdd");
  private static final DateTimeFormatter ASKED = DateTimeFormatter.ofPattern("uuuu-MM-dd H:mm:ss");
  private static final DateTimeFormatter SMS = format("d/M/yy 'at' h:mm a");

  private Eat() {}

  /** {@code yyyyMMddHHmmss}. */
  static String compact(Instant at) {
    return COMPACT.format(at);
  }

  /** {@code ddMMyyyyHHmmssSSS}, as inside a CheckoutRequestID. */
  static String checkout(Instant at) {
    return CHECKOUT.format(at);
  }

  /** As in an SMS to a customer. */
  static String sms(Instant at) {
    return SMS.format(at);
  }

  /** As Pull has it: marked UTC, in fact EAT (a guess; nobody has said). */
  static String pull(Instant at) {
    return PULL.format(at);
  }

  /** As in the portal's statement. */
  static String statement(Instant at) {
    return STATEMENT.format(at);
  }

  /** {@code yyyyMMdd}. */
  static String day(Instant at) {
    return DAY.format(at);
  }

  /** {@code 2020-08-04 8:36:00}; empty if it is anything else. */
  static Optional<Instant> asked(String text) {
    try {
      return Optional.of(LocalDateTime.parse(text.strip(), ASKED).atZone(ZONE).toInstant());
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  static ZonedDateTime at(Instant instant) {
    return instant.atZone(ZONE);
  }

  private static DateTimeFormatter format(String pattern) {
    return DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH).withZone(ZONE);
  }
}
