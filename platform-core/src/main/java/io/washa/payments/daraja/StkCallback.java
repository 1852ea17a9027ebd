package io.washa.payments.daraja;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/** The result of a prompt, as Safaricom posts it to the callback address. Unsigned. */
public sealed interface StkCallback {

  /**
   * One that can be read.
   *
   * @param resultCode as sent, number or string
   * @param details of the payment; all empty when it failed
   */
  record Parsed(
      String merchantRequestId,
      String checkoutRequestId,
      String resultCode,
      String resultText,
      Details details)
      implements StkCallback {

    /** What the code means. */
    public StkResultCode result() {
      return StkResultCode.of(resultCode);
    }

    /** Leaves personal data out. */
    @Override
    public String toString() {
      return "StkCallback[" + resultCode + "]";
    }
  }

  /**
   * What Safaricom says about the payment; every part may be missing.
   *
   * @param receipt M-Pesa's code
   * @param amount minor units (cents)
   * @param transactedAt within some seconds of the C2B copy's
   * @param phone as sent; may be masked, so never a key
   */
  record Details(
      Optional<String> receipt,
      OptionalLong amount,
      Optional<Instant> transactedAt,
      Optional<String> phone) {
    /** Leaves personal data out. */
    @Override
    public String toString() {
      return "Details[" + receipt.orElse("no receipt") + "]";
    }
  }

  /** One that cannot: to be kept whole and looked at. */
  record Malformed(String reason) implements StkCallback {}

  /** Reads a body; never throws. */
  static StkCallback parse(String body) {
    return InboundMessages.stkCallback(body);
  }
}
