package io.washa.portal.web;

import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Why a prompt ended without money, as the subscriber needs to know it. The codes are Daraja's STK
 * result codes (Daraja portal and captured traffic, facts §3.4).
 */
enum FailureReason {
  /** Not enough money. */
  NO_FUNDS("1"),
  /** The amount is outside M-Pesa's limits. */
  AMOUNT("2", "3"),
  /** The payer's limit of the day. */
  DAILY_LIMIT("4"),
  /** The same amount again within two minutes. */
  TOO_SOON("17"),
  /** M-Pesa is overloaded. */
  OVERLOADED("26", "later"),
  /** Another M-Pesa session is open on the line. */
  LINE_BUSY("1001"),
  /** Not confirmed in time. */
  EXPIRED("1019"),
  /** The prompt could not be sent. */
  NOT_SENT("1025", "9999"),
  /** Cancelled; on some phones a time-out. */
  CANCELLED("1031", "1032"),
  /** The phone is off, without signal, or nobody answered. */
  NO_ANSWER("1036", "1037"),
  /** Wrong PIN. */
  WRONG_PIN("2001"),
  /** The PIN is locked. */
  PIN_LOCKED("8006"),
  /** Something that the ISP or M-Pesa has to mend; the subscriber cannot. */
  OUR_SIDE("8", "20", "2028", "2029", "SFC_IC0003"),
  /** A code that nobody has explained yet. */
  OTHER;

  /** The codes, each in brackets, so that one is not found inside another. */
  private final String codes;

  FailureReason(String... codes) {
    this.codes = "(" + String.join(")(", codes) + ")";
  }

  /** The reason behind a code. */
  static FailureReason of(@Nullable String code) {
    return Arrays.stream(values())
        .filter(reason -> code != null && reason.codes.contains("(" + code.strip() + ")"))
        .findFirst()
        .orElse(OTHER);
  }

  /** Whether the same prompt can end better now. */
  boolean mayRetry() {
    return this != AMOUNT && this != OUR_SIDE && this != PIN_LOCKED;
  }

  /** Key of its texts. */
  String key() {
    return "fail." + name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
