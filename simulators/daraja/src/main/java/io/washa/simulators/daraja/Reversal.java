package io.washa.simulators.daraja;

import static io.washa.simulators.daraja.Results.parameter;

import io.washa.simulators.daraja.Results.Result;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** {@code POST /mpesa/reversal/v1/request}: gives a payment back in full (Daraja portal). */
final class Reversal implements Endpoint {
  private final Parties parties;
  private final Books books;
  private final Results results;
  private final InstantSource clock;

  Reversal(Parties parties, Books books, Results results, InstantSource clock) {
    this.parties = parties;
    this.books = books;
    this.results = results;
    this.clock = clock;
  }

  @Override
  public Reply answer(Call call) {
    return switch (parties.check(
        call, new Parties.Fields("TransactionReversal", "ReceiverParty"))) {
      case Checked.Refused<Parties.Asked>(Refusal refusal) -> refusal.reply(parties.nextId());
      case Checked.Ok<Parties.Asked>(Parties.Asked asked) -> {
        String receipt = Json.field(asked.body(), "TransactionID");
        yield receipt.matches("[A-Z0-9]{8,12}")
            ? results.acknowledge(
                asked,
                asked.credential() == Initiators.Verdict.OK
                    ? reverse(asked, receipt)
                    : Results.refused(asked.credential()))
            : Refusal.invalid("TransactionID").reply(parties.nextId());
      }
    };
  }

  private synchronized Result reverse(Parties.Asked asked, String receipt) {
    Optional<Transaction> found =
        books
            .payment(receipt)
            .filter(paid -> paid.payment().shortcode().equals(asked.shortcode().number()));
    if (found.isEmpty()
        || !Json.field(asked.body(), "Amount").equals("" + found.get().payment().amount())) {
      return failed("R000002", "The OriginalTransactionID is invalid.");
    }
    if (books.reversed(found.get())) {
      return failed("R000001", "The transaction has already been reversed.");
    }
    if (books.balance(asked.shortcode().number()) < found.get().payment().amount()) {
      return failed(1, "The balance is insufficient for the transaction.");
    }
    return reversed(found.get(), asked.shortcode());
  }

  private static Result failed(Object code, String description) {
    return new Result(code, description, "", List.of());
  }

  private Result reversed(Transaction paid, Shortcode shortcode) {
    Movement back =
        books.move(
            shortcode,
            Movement.Kind.REVERSAL,
            paid.receipt(),
            -paid.payment().amount(),
            clock.instant());
    String balance = back.balanceAfter() + ".00";
    return new Result(
        0,
        "The service request is processed successfully.",
        back.receipt(),
        List.of(
            parameter(
                "DebitAccountBalance",
                "Utility Account|KES|" + balance + "|" + balance + "|0.00|0.00"),
            parameter("Amount", (double) paid.payment().amount()),
            parameter("TransCompletedTime", Long.parseLong(Eat.compact(back.at()))),
            parameter("OriginalTransactionID", paid.receipt()),
            parameter("Charge", 0.0),
            parameter(
                "CreditPartyPublicName",
                paid.payment().msisdn() + " - " + paid.payment().firstName()),
            parameter(
                "DebitPartyPublicName", shortcode.number() + " - " + shortcode.businessName())));
  }
}
