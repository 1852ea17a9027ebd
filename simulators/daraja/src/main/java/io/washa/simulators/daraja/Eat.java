package io.washa.simulators.daraja;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** East Africa Time, the zone of every Daraja date. */
final class Eat {
  private static final ZoneId ZONE = ZoneId.of("Africa/Nairobi");
  private static final DateTimeFormatter COMPACT = format("yyyyMMddHHmmss");
  private static final DateTimeFormatter CHECKOUT = format("ddMMyyyyHHmmssSSS");
  private static final DateTimeFormatter PORTAL = format("dd-MM-yyyy HH:mm:ss");
  private static final DateTimeFormatter PULL = format("yyyy-MM-dd'T'HH:mm:ss'Z'");
  private static final DateTimeFormatter DAY = format("yyyyMMdd");
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

  /** {@code dd-MM-yyyy HH:mm:ss}, as on the organisation portal. */
  static String portal(Instant at) {
    return PORTAL.format(at);
  }

  /** As in an answer to Pull: the Z claims UTC, the time is EAT all the same. */
  static String pull(Instant at) {
    return PULL.format(at);
  }

  /** What a spreadsheet makes of a time of the portal's: days since the end of 1899. */
  static double dayNumber(String portal) {
    LocalDateTime at = LocalDateTime.parse(portal, PORTAL);
    return Duration.between(LocalDate.of(1899, 12, 30).atStartOfDay(), at).toSeconds() / 86_400.0;
  }

  /** {@code yyyyMMdd}. */
  static String day(Instant at) {
    return DAY.format(at);
  }

  static Instant startOf(LocalDate day) {
    return day.atStartOfDay(ZONE).toInstant();
  }

  static Instant instant(LocalDateTime time) {
    return time.atZone(ZONE).toInstant();
  }

  /** As in an SMS to a customer. */
  static String sms(Instant at) {
    return SMS.format(at);
  }

  static ZonedDateTime at(Instant instant) {
    return instant.atZone(ZONE);
  }

  private static DateTimeFormatter format(String pattern) {
    return DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH).withZone(ZONE);
  }
}
