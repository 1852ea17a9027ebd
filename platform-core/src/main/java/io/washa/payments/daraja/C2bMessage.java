package io.washa.payments.daraja;

import java.time.Instant;
import java.util.Optional;

/** A C2B validation or confirmation, as Safaricom posts it to a registered address. Unsigned. */
public sealed interface C2bMessage {

  /**
   * One that can be read.
   *
   * @param receipt M-Pesa's code, the same in the STK callback of the same payment
   * @param amount minor units (cents)
   * @param transactedAt empty if it cannot be read
   * @param shortcode as sent; for tills it may be another number than the registered one
   * @param accountReference as the payer typed it, blanks and all; "" for a till
   */
  record Parsed(
      String receipt,
      long amount,
      Optional<Instant> transactedAt,
      String shortcode,
      String accountReference,
      Extras extras)
      implements C2bMessage {
    /** Leaves personal data out. */
    @Override
    public String toString() {
      return "C2bMessage[" + receipt + "]";
    }
  }

  /**
   * What no decision may depend on; missing fields are "".
   *
   * @param transactionType "Pay Bill" or "Buy Goods"
   * @param thirdPartyTransId our own answer to the validation, echoed
   * @param msisdn masked, hashed or plain
   * @param name of the payer, as much of it as was sent
   */
  record Extras(String transactionType, String thirdPartyTransId, String msisdn, String name) {
    /** Leaves personal data out. */
    @Override
    public String toString() {
      return "Extras[" + transactionType + "]";
    }
  }

  /** One that cannot: to be kept whole and looked at. */
  record Malformed(String reason) implements C2bMessage {}

  /** Reads a body; never throws. */
  static C2bMessage parse(String body) {
    return InboundMessages.c2b(body);
  }
}
