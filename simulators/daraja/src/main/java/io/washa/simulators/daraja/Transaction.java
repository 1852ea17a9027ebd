package io.washa.simulators.daraja;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * A completed payment: money that has moved.
 *
 * @param payment who paid what to whom
 * @param at when M-Pesa completed it; {@code TransTime} of its C2B messages
 * @param balanceAfter the shortcode's balance in whole shillings once this payment is in
 */
record Transaction(
    String receipt, Payment payment, Instant at, String thirdPartyTransId, long balanceAfter) {

  /** How a payment was started. */
  enum Channel {
    STK,
    PAYBILL,
    TILL;

    /** How a customer of this kind of shortcode pays by himself. */
    static Channel of(Shortcode.Type type) {
      return type == Shortcode.Type.TILL ? TILL : PAYBILL;
    }

    String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * What a customer orders.
   *
   * @param account as typed, unchanged
   * @param amount whole shillings
   * @param msisdn 12 digits
   */
  record Payment(
      Channel channel,
      String shortcode,
      String account,
      int amount,
      String msisdn,
      String firstName) {}

  /** As the control API shows it: the truth to compare a ledger with. */
  Map<String, Object> statementLine() {
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("receipt", receipt);
    line.put("amount", payment.amount());
    line.put("account", payment.account());
    line.put("msisdn", payment.msisdn());
    line.put("at", at.toString());
    line.put("type", payment.channel().label());
    return line;
  }

  Map<String, Object> journalLine() {
    Map<String, Object> line = statementLine();
    line.put("shortcode", payment.shortcode());
    line.put("firstName", payment.firstName());
    line.put("thirdPartyTransId", thirdPartyTransId);
    line.put("balanceAfter", balanceAfter);
    return line;
  }

  static Transaction fromJournal(JsonNode line) {
    Payment payment =
        new Payment(
            Channel.valueOf(Json.field(line, "type").toUpperCase(Locale.ROOT)),
            Json.field(line, "shortcode"),
            Json.field(line, "account"),
            line.path("amount").asInt(),
            Json.field(line, "msisdn"),
            Json.field(line, "firstName"));
    return new Transaction(
        Json.field(line, "receipt"),
        payment,
        Instant.parse(Json.field(line, "at")),
        Json.field(line, "thirdPartyTransId"),
        line.path("balanceAfter").asLong());
  }
}
