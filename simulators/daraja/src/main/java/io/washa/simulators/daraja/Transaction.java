package io.washa.simulators.daraja;

import java.math.BigDecimal;
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
 * @param balanceAfter the shortcode's balance in shillings once this payment is in, two decimals
 */
record Transaction(
    String receipt, Payment payment, Instant at, String thirdPartyTransId, BigDecimal balanceAfter)
    implements Entry {

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
   * @param origin MerchantRequestID of the prompt that asked for it, or ""
   */
  record Payment(
      Channel channel,
      Shortcode.Type product,
      String shortcode,
      String account,
      int amount,
      String msisdn,
      String firstName,
      String origin) {

    /** A payment that the customer starts himself. A till takes no account. */
    static Payment byHand(Shortcode to, String account, int amount, Payer payer) {
      return new Payment(
          Channel.of(to.type()),
          to.type(),
          to.number(),
          to.type() == Shortcode.Type.TILL ? "" : account,
          amount,
          payer.msisdn(),
          payer.firstName(),
          "");
    }

    /** A payment that a prompt asked for. */
    static Payment prompted(StkRequest request, String merchantRequestId) {
      return new Payment(
          Channel.STK,
          request.merchant().type(),
          request.merchant().number(),
          request.account(),
          request.amount(),
          request.phone(),
          FirstNames.of(request.phone()),
          merchantRequestId);
    }

    /** As M-Pesa's own people see a payer: phone and full name. */
    String payer() {
      return msisdn + " - " + firstName + " " + FirstNames.surname(msisdn);
    }

    boolean isToTill() {
      return product == Shortcode.Type.TILL;
    }
  }

  /** Who pays. */
  record Payer(String msisdn, String firstName) {
    /** A blank name is replaced by the phone's usual one. */
    Payer {
      firstName = firstName.isBlank() ? FirstNames.of(msisdn) : firstName;
    }
  }

  @Override
  public BigDecimal change() {
    return BigDecimal.valueOf(payment.amount()).setScale(2);
  }

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
    line.put("product", payment.product().name());
    line.put("origin", payment.origin());
    line.put("thirdPartyTransId", thirdPartyTransId);
    line.put("balanceAfter", balanceAfter.toPlainString());
    return line;
  }

  static Transaction fromJournal(JsonNode line) {
    Channel channel = Channel.valueOf(Json.field(line, "type").toUpperCase(Locale.ROOT));
    Payment payment =
        new Payment(
            channel,
            product(channel, Json.field(line, "product")),
            Json.field(line, "shortcode"),
            Json.field(line, "account"),
            line.path("amount").asInt(),
            Json.field(line, "msisdn"),
            Json.field(line, "firstName"),
            Json.field(line, "origin"));
    return new Transaction(
        Json.field(line, "receipt"),
        payment,
        Instant.parse(Json.field(line, "at")),
        Json.field(line, "thirdPartyTransId"),
        new BigDecimal(Json.field(line, "balanceAfter")).setScale(2));
  }

  /** Older journals do not name the product. */
  private static Shortcode.Type product(Channel channel, String name) {
    if (!name.isEmpty()) {
      return Shortcode.Type.valueOf(name);
    }
    return channel == Channel.TILL ? Shortcode.Type.TILL : Shortcode.Type.PAYBILL;
  }
}
