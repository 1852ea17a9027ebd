package io.washa.payments.daraja;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** East Africa Time, the only zone Daraja writes and reads. */
final class Eat {
  static final ZoneOffset OFFSET = ZoneOffset.ofHours(3);
  static final DateTimeFormatter FORMAT = DateTimeFormatter.ofPattern("uuuuMMddHHmmss");
  static final int LENGTH = 14;

  private Eat() {}

  static String timestamp(Instant now) {
    return FORMAT.format(now.atOffset(OFFSET));
  }
}
