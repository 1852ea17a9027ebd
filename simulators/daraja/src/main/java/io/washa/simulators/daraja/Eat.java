package io.washa.simulators.daraja;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** East Africa Time, the zone of every Daraja date. */
final class Eat {
  private static final ZoneId ZONE = ZoneId.of("Africa/Nairobi");
  private static final DateTimeFormatter COMPACT = format("yyyyMMddHHmmss");
  private static final DateTimeFormatter CHECKOUT = format("ddMMyyyyHHmmssSSS");
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

  static ZonedDateTime at(Instant instant) {
    return instant.atZone(ZONE);
  }

  private static DateTimeFormatter format(String pattern) {
    return DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH).withZone(ZONE);
  }
}
