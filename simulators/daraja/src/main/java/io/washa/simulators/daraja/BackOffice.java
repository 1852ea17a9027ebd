package io.washa.simulators.daraja;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/** What moves a shortcode's money without a customer: charges, withdrawals, reversals. */
final class BackOffice {
  private final Books books;
  private final Sms sms;
  private final InstantSource clock;

  /** What became of an order. */
  sealed interface Outcome {
    /** The money has moved. */
    record Done(Movement movement) implements Outcome {}

    /** Nothing has moved. */
    record Refused(Reason reason) implements Outcome {}
  }

  /** Why nothing moved. */
  enum Reason {
    UNKNOWN("no such payment"),
    ALREADY_REVERSED("the payment was reversed before"),
    NO_FUNDS("the shortcode has not so much money");

    private final String text;

    Reason(String text) {
      this.text = text;
    }

    String text() {
      return text;
    }
  }

  BackOffice(Books books, Sms sms, InstantSource clock) {
    this.books = books;
    this.sms = sms;
    this.clock = clock;
  }

  /**
   * Gives a payment back in full. The business learns of it from its statement only.
   *
   * @param reason what the statement calls it
   */
  Outcome reverse(String receipt, String reason) {
    return reverse(receipt, reason, Optional.empty());
  }

  /** The same with a part of it only. */
  Outcome reverse(String receipt, String reason, Optional<BigDecimal> part) {
    Optional<Transaction> original = books.payment(receipt);
    if (original.isEmpty()) {
      return new Outcome.Refused(Reason.UNKNOWN);
    }
    Transaction payment = original.get();
    Instant at = notBefore(payment.at());
    Movement movement =
        new Movement(
            Movement.Kind.REVERSAL,
            books.newReceipt(at),
            payment.payment().shortcode(),
            at,
            part.map(BackOffice::shillings).orElseGet(payment::change),
            receipt,
            reason);
    Outcome outcome = take(movement);
    if (outcome instanceof Outcome.Done) {
      sms.reversed(payment, movement);
    }
    return outcome;
  }

  /**
   * Takes M-Pesa's fee. As in real statements the line of a payment's fee carries that payment's
   * receipt.
   *
   * @param receipt of the payment, or "" for a fee of its own
   */
  Outcome charge(Shortcode shortcode, BigDecimal amount, String receipt) {
    Optional<Transaction> payment =
        books
            .payment(receipt)
            .filter(paid -> paid.payment().shortcode().equals(shortcode.number()));
    if (payment.isEmpty() && !receipt.isEmpty()) {
      return new Outcome.Refused(Reason.UNKNOWN);
    }
    Instant at = payment.map(Transaction::at).orElseGet(clock::instant);
    return take(
        new Movement(
            Movement.Kind.CHARGE,
            receipt.isEmpty() ? books.newReceipt(at) : receipt,
            shortcode.number(),
            at,
            shillings(amount),
            receipt,
            shortcode.type().transactionType() + " Charge"));
  }

  /** Moves money to the business's bank. */
  Outcome withdraw(Shortcode shortcode, BigDecimal amount) {
    Instant at = clock.instant();
    return take(
        new Movement(
            Movement.Kind.WITHDRAWAL,
            books.newReceipt(at),
            shortcode.number(),
            at,
            shillings(amount),
            "",
            "Business to Bank transfer"));
  }

  /**
   * Moves money otherwise.
   *
   * @param receipt that a charge's reversal carries, or ""
   */
  Outcome move(Movement.Kind kind, Shortcode shortcode, BigDecimal amount, String receipt) {
    Instant at = clock.instant();
    return take(
        new Movement(
            kind,
            receipt.isEmpty() ? books.newReceipt(at) : receipt,
            shortcode.number(),
            at,
            shillings(amount),
            "",
            switch (kind) {
              case DEPOSIT -> "Bank to Business transfer";
              case CHARGE_REVERSAL -> shortcode.type().transactionType() + " Charge Reversal";
              case PAYOUT, CHARGE, WITHDRAWAL, REVERSAL -> "Business Payment to Customer via API";
            }));
  }

  private Outcome take(Movement movement) {
    return switch (books.take(movement)) {
      case DONE -> new Outcome.Done(movement);
      case NO_FUNDS -> refused(movement, Reason.NO_FUNDS);
      case ALREADY_REVERSED -> refused(movement, Reason.ALREADY_REVERSED);
    };
  }

  private Outcome refused(Movement movement, Reason reason) {
    if (movement.kind() != Movement.Kind.CHARGE
        && movement.kind() != Movement.Kind.CHARGE_REVERSAL) {
      books.declined(movement.receipt());
    }
    return new Outcome.Refused(reason);
  }

  private static BigDecimal shillings(BigDecimal amount) {
    return amount.setScale(2, RoundingMode.UNNECESSARY);
  }

  private Instant notBefore(Instant earliest) {
    Instant now = clock.instant();
    return now.isBefore(earliest) ? earliest : now;
  }
}
