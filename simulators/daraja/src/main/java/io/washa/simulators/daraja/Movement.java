package io.washa.simulators.daraja;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * Money that left a shortcode.
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

  /** Why money leaves a shortcode. */
  enum Kind {
    CHARGE,
    WITHDRAWAL,
    REVERSAL
  }

  @Override
  public BigDecimal change() {
    return amount.negate();
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
