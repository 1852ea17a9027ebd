package io.washa.simulators.daraja;

import java.time.Instant;
import java.time.ZonedDateTime;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Issues M-Pesa receipts, each once: year letter (A = 2006), month letter, day character (1–9, then
 * A–V), seven characters of base 36. The format was seen in 283 of 283 captured receipts.
 */
final class Receipts {
  private static final long SPACE = 36L * 36 * 36 * 36 * 36 * 36 * 36;

  private final Set<String> used = ConcurrentHashMap.newKeySet();

  String next(Instant at) {
    String receipt = candidate(at);
    while (!used.add(receipt)) {
      receipt = candidate(at);
    }
    return receipt;
  }

  /** What a result carries in place of a receipt: the day and zeros. */
  static String placeholder(Instant at) {
    return candidate(at).substring(0, 3) + "0000000";
  }

  /** Remembers a receipt of an earlier run. */
  void taken(String receipt) {
    used.add(receipt);
  }

  private static String candidate(Instant at) {
    ZonedDateTime date = Eat.at(at);
    char year = (char) ('A' + Math.floorMod(date.getYear() - 2006, 26));
    char month = (char) ('A' + date.getMonthValue() - 1);
    char day = Character.forDigit(date.getDayOfMonth(), 36);
    String rest = Long.toString(ThreadLocalRandom.current().nextLong(SPACE), 36);
    return (String.valueOf(year) + month + day + "0".repeat(7 - rest.length()) + rest)
        .toUpperCase(Locale.ROOT);
  }
}
