package io.washa.simulators.daraja;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * {@code POST /mpesa/transactionstatus/v1/query}: a payment by its receipt, or by the
 * MerchantRequestID of its prompt (whether Safaricom takes the latter is unknown). The result has
 * the payer's full phone and name, but no account.
 */
final class TransactionStatus implements InitiatorProduct {
  /** As captured in production: the name of the organisation is padded with spaces. */
  private static final int NAME_WIDTH = 37;

  private final Gate gate;
  private final Books books;

  TransactionStatus(Gate gate, Books books) {
    this.gate = gate;
    this.books = books;
  }

  @Override
  public Checked<Gate.Authorised> gate(Call call) {
    return gate.c2b(call);
  }

  @Override
  public String partyField() {
    return "PartyA";
  }

  @Override
  public Optional<String> wrongField(JsonNode body) {
    if (!Json.field(body, "CommandID").equals("TransactionStatusQuery")) {
      return Optional.of("CommandID");
    }
    if (Json.field(body, "TransactionID").isBlank()
        && Json.field(body, "OriginalConversationID").isBlank()) {
      return Optional.of("TransactionID");
    }
    return Json.field(body, "IdentifierType").matches("[124]")
        ? Optional.empty()
        : Optional.of("IdentifierType");
  }

  @Override
  public Refusal refusal(String field) {
    return Refusal.c2bInvalid(field);
  }

  /** A payment to somebody else is as unknown as one that never was; the text is assumed. */
  @Override
  public ApiResult carryOut(Shortcode shortcode, JsonNode body) {
    String receipt = Json.field(body, "TransactionID");
    Optional<Transaction> found =
        receipt.isBlank()
            ? books.paymentOf(Json.field(body, "OriginalConversationID"))
            : books.payment(receipt);
    return found
        .filter(paid -> paid.payment().shortcode().equals(shortcode.number()))
        .map(paid -> ApiResult.success("", parameters(shortcode, paid)))
        .orElseGet(() -> ApiResult.failed("2032", "The transaction receipt does not exist."));
  }

  private static List<Map<String, Object>> parameters(Shortcode shortcode, Transaction paid) {
    Transaction.Payment payment = paid.payment();
    Long time = Long.valueOf(Eat.compact(paid.at()));
    String what = payment.isToTill() ? "Buy Goods" : "Pay Utility";
    String reason = payment.channel() == Transaction.Channel.STK ? what + " Online" : what;
    String origin = payment.origin().isEmpty() ? paid.receipt() + "-1" : payment.origin();
    return List.of(
        ApiResult.parameter("DebitPartyName", payment.payer()),
        ApiResult.parameter("CreditPartyName", creditParty(shortcode)),
        ApiResult.parameter("OriginatorConversationID", origin),
        ApiResult.parameter("InitiatedTime", time),
        ApiResult.keyOnly("CreditPartyCharges"),
        ApiResult.parameter("DebitAccountType", "MMF Account For Customer"),
        ApiResult.keyOnly("TransactionReason"),
        ApiResult.parameter("ReasonType", reason),
        ApiResult.parameter("TransactionStatus", "Completed"),
        ApiResult.parameter("FinalisedTime", time),
        ApiResult.parameter("Amount", BigDecimal.valueOf(payment.amount()).setScale(1)),
        ApiResult.parameter("ConversationID", Ids.conversation(paid.at())),
        ApiResult.parameter("ReceiptNo", paid.receipt()));
  }

  private static String creditParty(Shortcode shortcode) {
    String name = shortcode.businessName();
    String padding = " ".repeat(Math.max(0, NAME_WIDTH - name.length()));
    return shortcode.number() + " - " + name + padding;
  }

  @Override
  public Map<String, Object> reference(JsonNode body) {
    String occasion = Json.field(body, "Occasion");
    return occasion.isEmpty()
        ? ApiResult.keyOnly("Occasion")
        : ApiResult.parameter("Occasion", occasion);
  }
}
