package io.washa.simulators.daraja;

import static io.washa.simulators.daraja.Results.parameter;

import io.washa.simulators.daraja.Results.Result;
import java.util.List;
import java.util.Optional;

/**
 * {@code POST /mpesa/transactionstatus/v1/query}: tells phone, name and amount of a receipt, and no
 * account reference (captured in production 2024). A receipt that does not exist ends as 2032 (one
 * source).
 */
final class StatusQuery implements Endpoint {
  private final Parties parties;
  private final Books books;
  private final Results results;

  StatusQuery(Parties parties, Books books, Results results) {
    this.parties = parties;
    this.books = books;
    this.results = results;
  }

  @Override
  public Reply answer(Call call) {
    return switch (parties.check(call, new Parties.Fields("TransactionStatusQuery", "PartyA"))) {
      case Checked.Refused<Parties.Asked>(Refusal refusal) -> refusal.reply(parties.nextId());
      case Checked.Ok<Parties.Asked>(Parties.Asked asked) ->
          results.acknowledge(
              asked,
              asked.credential() == Initiators.Verdict.OK
                  ? status(asked)
                  : Results.refused(asked.credential()));
    };
  }

  private Result status(Parties.Asked asked) {
    Optional<Transaction> found =
        books
            .payment(Json.field(asked.body(), "TransactionID"))
            .filter(paid -> paid.payment().shortcode().equals(asked.shortcode().number()));
    return found
        .map(paid -> status(paid, asked.shortcode()))
        .orElseGet(() -> new Result(2032, "The receipt number does not exist.", "", List.of()));
  }

  private static Result status(Transaction paid, Shortcode shortcode) {
    Transaction.Payment payment = paid.payment();
    long at = Long.parseLong(Eat.compact(paid.at()));
    return new Result(
        0,
        "The service request is processed successfully.",
        "",
        List.of(
            parameter("DebitPartyName", payment.msisdn() + " - " + payment.firstName()),
            parameter(
                "CreditPartyName",
                "%s - %-30s".formatted(shortcode.number(), shortcode.businessName())),
            parameter("InitiatedTime", at),
            parameter("CreditPartyCharges"),
            parameter("DebitAccountType", "MMF Account For Customer"),
            parameter("TransactionReason"),
            parameter("ReasonType", "Pay Bill Online"),
            parameter("TransactionStatus", "Completed"),
            parameter("FinalisedTime", at),
            parameter("Amount", (double) payment.amount()),
            parameter("ReceiptNo", paid.receipt())));
  }
}
