package io.washa.simulators.daraja;

import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;

/** Identifiers in the formats seen in production traffic. They mean nothing to a client. */
final class Ids {
  private final AtomicInteger counter = new AtomicInteger(1000);

  /** The tail of a UUID with digits appended: MerchantRequestID, requestId, conversation ids. */
  String next() {
    return UUID.randomUUID().toString().substring(9) + counter.incrementAndGet();
  }

  /** {@code AG_}, a day, twenty hexadecimal digits. */
  static String conversation(Instant at) {
    String digits = UUID.randomUUID().toString().replace("-", "").substring(0, 16);
    return "AG_" + Eat.day(at) + "_2010" + digits;
  }

  /** {@code ws_CO_}, a time in EAT to the millisecond, the last nine digits of the phone. */
  static String checkout(Instant at, String msisdn) {
    return "ws_CO_" + Eat.checkout(at) + msisdn.substring(msisdn.length() - 9);
  }
}
