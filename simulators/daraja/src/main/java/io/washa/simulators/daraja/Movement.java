package io.washa.simulators.daraja;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * Money that moved on a shortcode other than by a customer's payment.
 *
 * @param receipt its own; a charge has that of what it was charged for
 * @param linked receipt of the payment it is about; "" for none
 * @param amount whole shillings; below 0 for money that left
 * @param balanceAfter the shortcode's balance in whole shillings
 */
record Movement(
    String receipt,
    String shortcode,
    Kind kind,
    String details,
    String linked,
    long amount,
    Instant at,
    long balanceAfter) {

  /** What moved it. */
  enum Kind {
    /** M-Pesa's fee for a payment received. */
    CHARGE("Pay Merchant Charge"),
    /** The business took money to its bank. */
    WITHDRAWAL("Organization Settlement"),
    /** A payment that was given back. */
    REVERSAL("Transaction Reversal"),
    /** Money that came from elsewhere than a customer. */
    DEPOSIT("Real Time Settlement Reversal");

    private final String reasonType;

    Kind(String reasonType) {
      this.reasonType = reasonType;
    }

    /** Its words in the statement. */
    String reasonType() {
      return reasonType;
    }
  }

  Map<String, Object> journalLine() {
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("receipt", receipt);
    line.put("shortcode", shortcode);
    line.put("movement", kind.name().toLowerCase(Locale.ROOT));
    line.put("details", details);
    line.put("linked", linked);
    line.put("amount", amount);
    line.put("at", at.toString());
    line.put("balanceAfter", balanceAfter);
    return line;
  }

  static Movement fromJournal(JsonNode line) {
    return new Movement(
        Json.field(line, "receipt"),
        Json.field(line, "shortcode"),
        Kind.valueOf(Json.field(line, "movement").toUpperCase(Locale.ROOT)),
        Json.field(line, "details"),
        Json.field(line, "linked"),
        line.path("amount").asLong(),
        Instant.parse(Json.field(line, "at")),
        line.path("balanceAfter").asLong());
  }
}
