package io.washa.billing;

import io.washa.audit.Audit;
import io.washa.billing.documents.Document;
import io.washa.billing.documents.Documents;
import io.washa.billing.documents.IssueAnswer;
import io.washa.billing.documents.NewDocument;
import io.washa.ledger.Account;
import io.washa.ledger.Entry;
import io.washa.ledger.Entry.Posting;
import io.washa.ledger.Ledger;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * What a subscriber pays beside plans, and gets back: fees at once or in instalments, deposits that
 * stay the subscriber's, credits that the ISP gives, and refunds that another person approves.
 */
@Component
public class Charges {
  private static final int MOST_INSTALMENTS = 24;

  private final JdbcClient jdbc;
  private final Ledger ledger;
  private final Documents documents;
  private final Audit audit;
  private final Clock clock;

  Charges(JdbcClient jdbc, Ledger ledger, Documents documents, Audit audit, Clock clock) {
    this.jdbc = jdbc;
    this.ledger = ledger;
    this.documents = documents;
    this.audit = audit;
    this.clock = clock;
  }

  /**
   * A fee.
   *
   * @param description as it stands on the invoice
   * @param amount minor units, taxes included
   * @param instalments how many invoices it is split into, a month apart; 1 for all at once
   */
  public record Fee(
      UUID subscriber, String description, long amount, LocalDate firstDue, int instalments) {
    /**
     * Checks the parts.
     *
     * @throws IllegalArgumentException with a sentence for whoever typed it
     */
    public Fee {
      if (amount <= 0 || description.isBlank()) {
        throw new IllegalArgumentException("a fee has a description and an amount above 0");
      }
      if (instalments < 1 || instalments > MOST_INSTALMENTS || amount < instalments) {
        throw new IllegalArgumentException("a fee has 1 to 24 instalments");
      }
    }
  }

  /** Money that moves in a subscriber's wallet, who does it, and why. */
  public record Move(UUID subscriber, long amount, String who, String reason) {
    /**
     * Checks the parts.
     *
     * @throws IllegalArgumentException with a sentence for whoever typed it
     */
    public Move {
      if (amount <= 0 || reason.isBlank()) {
        throw new IllegalArgumentException("an amount above 0 and a reason are needed");
      }
    }
  }

  /** What became of a move. */
  public enum Moved {
    /** Booked. */
    DONE,
    /** The wallet, or the deposit, holds less. */
    TOO_LITTLE,
    /** Whoever asks may not approve. */
    NEEDS_ANOTHER
  }

  /** Charges a fee: one invoice for each instalment, the cents of the split on the first. */
  @Transactional
  public List<Document> charge(Fee fee, String who) {
    List<Document> invoices = new ArrayList<>();
    long each = fee.amount() / fee.instalments();
    for (int i = 0; i < fee.instalments(); i++) {
      long part = i == 0 ? fee.amount() - each * (fee.instalments() - 1) : each;
      String name =
          fee.instalments() == 1
              ? fee.description()
              : "%s (%d/%d)".formatted(fee.description(), i + 1, fee.instalments());
      IssueAnswer answer =
          documents.issue(
              NewDocument.of(fee.subscriber(), NewDocument.Line.of(name, part).to(Account.FEES))
                  .due(fee.firstDue().plusMonths(i)));
      switch (answer) {
        case IssueAnswer.Issued issued -> invoices.add(issued.document());
        case IssueAnswer.Already already -> invoices.add(already.document());
        case IssueAnswer.Refused refused ->
            throw new IllegalArgumentException("the fee cannot be invoiced: " + refused.why());
      }
    }
    note(new Move(fee.subscriber(), fee.amount(), who, fee.description()), "fee.charged");
    return invoices;
  }

  /** Puts a deposit aside out of the wallet: it stays the subscriber's and pays for nothing. */
  @Transactional
  public Moved takeDeposit(Move move) {
    if (ledger.lockWallet(move.subscriber()) < move.amount()) {
      return Moved.TOO_LITTLE;
    }
    book(
        move,
        "deposit",
        List.of(
            Posting.debitWallet(move.subscriber(), move.amount()),
            new Posting(Account.DEPOSITS, move.subscriber(), -move.amount())));
    return Moved.DONE;
  }

  /** Gives a deposit back into the wallet. */
  @Transactional
  public Moved giveDepositBack(Move move) {
    long _ = ledger.lockWallet(move.subscriber());
    if (deposit(move.subscriber()) < move.amount()) {
      return Moved.TOO_LITTLE;
    }
    book(
        move,
        "deposit-back",
        List.of(
            new Posting(Account.DEPOSITS, move.subscriber(), move.amount()),
            Posting.creditWallet(move.subscriber(), move.amount())));
    return Moved.DONE;
  }

  /** What a subscriber has deposited, minor units. */
  @Transactional(readOnly = true)
  public long deposit(UUID subscriber) {
    return jdbc.sql("SELECT coalesce(-sum(amount), 0) FROM posting WHERE account = ? AND owner = ?")
        .params(Account.DEPOSITS.code(), subscriber)
        .query((row, _) -> row.getLong(1))
        .single();
  }

  /**
   * Gives a subscriber a credit.
   *
   * @param approver somebody else than who gives it
   */
  @Transactional
  public Moved credit(Move move, String approver) {
    if (approver.equals(move.who())) {
      return Moved.NEEDS_ANOTHER;
    }
    long _ = ledger.lockWallet(move.subscriber());
    book(
        move,
        "credit",
        List.of(
            Posting.debit(Account.GIVEN_AWAY, move.amount()),
            Posting.creditWallet(move.subscriber(), move.amount())));
    return Moved.DONE;
  }

  /**
   * Pays money out of the wallet by hand.
   *
   * @param approver somebody else than who pays it out
   * @param from what it is paid out of: {@link Account#CASH}, {@link Account#BANK} or {@link
   *     Account#MPESA_CLEARING}
   */
  @Transactional
  public Moved refund(Move move, String approver, Account from) {
    if (approver.equals(move.who())) {
      return Moved.NEEDS_ANOTHER;
    }
    if (ledger.lockWallet(move.subscriber()) < move.amount()) {
      return Moved.TOO_LITTLE;
    }
    book(
        move,
        "refund",
        List.of(
            Posting.debitWallet(move.subscriber(), move.amount()),
            Posting.credit(from, move.amount())));
    return Moved.DONE;
  }

  private void book(Move move, String kind, List<Posting> postings) {
    var _ =
        ledger.book(
            new Entry(
                kind, UUID.randomUUID().toString(), clock.instant(), move.reason(), postings));
    note(move, "wallet." + kind);
  }

  private void note(Move move, String action) {
    audit.note(
        new Audit.Deed(
            move.who(),
            action,
            "subscriber:" + move.subscriber(),
            Map.of("amount", Long.toString(move.amount()), "reason", move.reason())));
  }
}
