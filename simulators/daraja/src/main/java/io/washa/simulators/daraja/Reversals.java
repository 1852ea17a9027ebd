package io.washa.simulators.daraja;

import io.washa.simulators.daraja.BackOffice.Outcome;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** {@code POST /mpesa/reversal/v1/request}: the business gives a payment back, in full only. */
final class Reversals implements InitiatorProduct {
  private final Gate gate;
  private final Books books;
  private final BackOffice office;

  Reversals(Gate gate, Books books, BackOffice office) {
    this.gate = gate;
    this.books = books;
    this.office = office;
  }

  @Override
  public Checked<Gate.Authorised> gate(Call call) {
    return gate.stk(call);
  }

  @Override
  public String partyField() {
    return "ReceiverParty";
  }

  @Override
  public Optional<String> wrongField(JsonNode body) {
    if (!Json.field(body, "CommandID").equals("TransactionReversal")) {
      return Optional.of("CommandID");
    }
    if (!Json.field(body, "TransactionID").matches("[A-Za-z0-9]{1,20}")) {
      return Optional.of("TransactionID");
    }
    if (!StkChecks.isAmount(Json.field(body, "Amount"))) {
      return Optional.of("Amount");
    }
    if (!Json.field(body, "RecieverIdentifierType").equals("11")) {
      return Optional.of("RecieverIdentifierType");
    }
    return Json.field(body, "Remarks").length() < 2 ? Optional.of("Remarks") : Optional.empty();
  }

  @Override
  public Refusal refusal(String field) {
    return Refusal.invalid(field);
  }

  /** What M-Pesa answers to a part of the amount is unknown; 2 is the nearest code. */
  @Override
  public ApiResult carryOut(Shortcode shortcode, JsonNode body) {
    Optional<Transaction> original =
        books
            .payment(Json.field(body, "TransactionID"))
            .filter(paid -> paid.payment().shortcode().equals(shortcode.number()));
    if (original.isEmpty()) {
      return ApiResult.failed("R000002", "The OriginalTransactionID is invalid.");
    }
    if (original.get().payment().amount() != Integer.parseInt(Json.field(body, "Amount"))) {
      return ApiResult.failed("2", "Declined due to limit rule.");
    }
    return switch (office.reverse(original.get().receipt(), "Transaction Reversal")) {
      case Outcome.Done(Movement movement) ->
          ApiResult.success(movement.receipt(), parameters(shortcode, original.get(), movement));
      case Outcome.Refused(BackOffice.Reason reason) ->
          switch (reason) {
            case UNKNOWN -> ApiResult.failed("R000002", "The OriginalTransactionID is invalid.");
            case ALREADY_REVERSED ->
                ApiResult.failed("R000001", "The transaction has already been reversed.");
            case NO_FUNDS ->
                ApiResult.failed("1", "The balance is insufficient for the transaction.");
          };
    };
  }

  private List<Map<String, Object>> parameters(
      Shortcode shortcode, Transaction original, Movement reversal) {
    String balance = books.balance(shortcode.number()).toPlainString();
    return List.of(
        ApiResult.parameter(
            "DebitAccountBalance", "Utility Account|KES|" + balance + "|" + balance + "|0.00|0.00"),
        ApiResult.parameter("Amount", reversal.amount()),
        ApiResult.parameter("TransCompletedTime", Long.valueOf(Eat.compact(reversal.at()))),
        ApiResult.parameter("OriginalTransactionID", original.receipt()),
        ApiResult.parameter("Charge", BigDecimal.ZERO.setScale(2)),
        ApiResult.parameter("CreditPartyPublicName", original.payment().payer()),
        ApiResult.parameter(
            "DebitPartyPublicName", shortcode.number() + " - " + shortcode.businessName()));
  }

  @Override
  public Map<String, Object> reference(JsonNode body) {
    return ApiResult.parameter(
        "QueueTimeoutURL",
        "https://internalsandbox.safaricom.co.ke/mpesa/reversalresults/v1/submit");
  }
}
