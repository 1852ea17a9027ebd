package io.washa.payments.daraja;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** East Africa Time, the only zone Daraja writes and reads. */
final class Eat {
  static final ZoneOffset OFFSET = ZoneOffset.ofHours(3);
  static final DateTimeFormatter FORMAT = DateTimeFormatter.ofPattern("uuuuMMddHHmmss");
  static final int LENGTH = 14;

  private static final DateTimeFormatter SPACED =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss");

  private Eat() {}

  /** As Pull asks for times. */
  static String spaced(Instant at) {
    return SPACED.format(at.atOffset(OFFSET));
  }

  static String timestamp(Instant now) {
    return FORMAT.format(now.atOffset(OFFSET));
  }
}
