package io.washa.simulators.daraja;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * Money that moved without a customer.
 *
 * @param amount shillings with two decimals, above 0
 * @param linked receipt of the payment that it belongs to, or ""
 * @param reason what the statement calls its reason
 */
record Movement(
    Kind kind,
    String receipt,
    String shortcode,
    Instant at,
    BigDecimal amount,
    String linked,
    String reason)
    implements Entry {

  /** Why money moves. */
  enum Kind {
    CHARGE(false),
    WITHDRAWAL(false),
    REVERSAL(false),
    /** A payment to a person or another business. */
    PAYOUT(false),
    /** Money from the bank. */
    DEPOSIT(true),
    /** A fee that M-Pesa gives back. */
    CHARGE_REVERSAL(true);

    private final boolean comesIn;

    Kind(boolean comesIn) {
      this.comesIn = comesIn;
    }
  }

  @Override
  public BigDecimal change() {
    return kind.comesIn ? amount : amount.negate();
  }

  Map<String, Object> journalLine() {
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("kind", kind.name());
    line.put("receipt", receipt);
    line.put("shortcode", shortcode);
    line.put("at", at.toString());
    line.put("amount", amount.toPlainString());
    line.put("linked", linked);
    line.put("reason", reason);
    return line;
  }

  static Movement fromJournal(JsonNode line) {
    return new Movement(
        Kind.valueOf(Json.field(line, "kind")),
        Json.field(line, "receipt"),
        Json.field(line, "shortcode"),
        Instant.parse(Json.field(line, "at")),
        new BigDecimal(Json.field(line, "amount")),
        Json.field(line, "linked"),
        Json.field(line, "reason"));
  }
}
