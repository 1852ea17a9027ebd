package io.washa.billing;

import io.washa.audit.Audit;
import io.washa.billing.approvals.Approvals;
import io.washa.billing.documents.Document;
import io.washa.billing.documents.DocumentLine;
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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * What a subscriber pays beside plans, and gets back: fees at once or in instalments, deposits that
 * stay the subscriber's, and, as {@link Approvals} lets them through, credits that the ISP gives
 * and refunds.
 */
@Component
public class Charges {
  private static final int MOST_INSTALMENTS = 24;
  private static final int LONGEST_REQUEST = 100;

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
   * @param request names this try: the same twice is charged once
   */
  public record Fee(
      UUID subscriber,
      String description,
      long amount,
      LocalDate firstDue,
      int instalments,
      String request) {
    /** A fee that nothing repeats. */
    public Fee(
        UUID subscriber, String description, long amount, LocalDate firstDue, int instalments) {
      this(subscriber, description, amount, firstDue, instalments, UUID.randomUUID().toString());
    }

    /** The same, once for this request. */
    public Fee because(String of) {
      return new Fee(subscriber, description, amount, firstDue, instalments, of);
    }

    /**
     * Checks the parts.
     *
     * @throws IllegalArgumentException with a sentence for whoever typed it
     */
    public Fee {
      if (amount <= 0 || description.isBlank()) {
        throw new IllegalArgumentException("a fee has a description and an amount above 0");
      }
      if (request.isBlank() || request.length() > LONGEST_REQUEST) {
        throw new IllegalArgumentException("a request has a name of at most 100 characters");
      }
      if (instalments < 1 || instalments > MOST_INSTALMENTS || amount < instalments) {
        throw new IllegalArgumentException("a fee has 1 to 24 instalments");
      }
    }
  }

  /**
   * Money that moves in a subscriber's wallet, who does it, and why.
   *
   * @param request names this try: the same twice moves once
   */
  public record Move(UUID subscriber, long amount, String who, String reason, String request) {
    /** A move that nothing repeats. */
    public Move(UUID subscriber, long amount, String who, String reason) {
      this(subscriber, amount, who, reason, UUID.randomUUID().toString());
    }

    /** The same, once for this request. */
    public Move because(String of) {
      return new Move(subscriber, amount, who, reason, of);
    }

    /**
     * Checks the parts.
     *
     * @throws IllegalArgumentException with a sentence for whoever typed it
     */
    public Move {
      if (amount <= 0 || reason.isBlank()) {
        throw new IllegalArgumentException("an amount above 0 and a reason are needed");
      }
      if (request.isBlank() || request.length() > LONGEST_REQUEST) {
        throw new IllegalArgumentException("a request has a name of at most 100 characters");
      }
    }
  }

  /** What became of a move. */
  public enum Moved {
    /** Booked, now or by the same request before. */
    DONE,
    /** The wallet, or the deposit, holds less. */
    TOO_LITTLE
  }

  /** Charges a fee: one invoice for each instalment, the cents of the split on the first. */
  @Transactional
  public List<Document> charge(Fee fee, String who) {
    List<Document> invoices = new ArrayList<>();
    boolean isNew = false;
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
                  .due(fee.firstDue().plusMonths(i))
                  .because("fee:" + fee.request() + ":" + i));
      switch (answer) {
        case IssueAnswer.Issued issued -> {
          invoices.add(issued.document());
          isNew = true;
        }
        case IssueAnswer.Already already -> invoices.add(already.document());
        case IssueAnswer.Refused refused ->
            throw new IllegalArgumentException("the fee cannot be invoiced: " + refused.why());
      }
    }
    if (isNew) {
      note(
          new Move(fee.subscriber(), fee.amount(), who, fee.description()),
          "fee.charged",
          Map.of());
    }
    return invoices;
  }

  /** Puts a deposit aside out of the wallet: it stays the subscriber's and pays for nothing. */
  @Transactional
  public Moved takeDeposit(Move move) {
    long balance = ledger.lockWallet(move.subscriber());
    return book(
        new Booking("deposit", balance, Map.of()),
        move,
        List.of(
            Posting.debitWallet(move.subscriber(), move.amount()),
            new Posting(Account.DEPOSITS, move.subscriber(), -move.amount())));
  }

  /** Gives a deposit back into the wallet: what was paid of it. */
  @Transactional
  public Moved giveDepositBack(Move move) {
    long _ = ledger.lockWallet(move.subscriber());
    return book(
        new Booking("deposit-back", deposit(move.subscriber()), Map.of()),
        move,
        List.of(
            new Posting(Account.DEPOSITS, move.subscriber(), move.amount()),
            Posting.creditWallet(move.subscriber(), move.amount())));
  }

  /** What a subscriber has deposited and paid, minor units. */
  @Transactional(readOnly = true)
  public long deposit(UUID subscriber) {
    long unpaid =
        documents.open(subscriber).stream()
            .mapToLong(invoice ->
                Math.min(
                    invoice.outstanding(),
                    invoice.lines().stream()
                        .filter(line -> line.account().equals(Account.DEPOSITS.code()))
                        .mapToLong(DocumentLine::net)
                        .sum()))
            .sum();
    return Math.max(0, booked(subscriber) - unpaid);
  }

  private long booked(UUID subscriber) {
    return jdbc.sql("SELECT coalesce(-sum(amount), 0) FROM posting WHERE account = ? AND owner = ?")
        .params(Account.DEPOSITS.code(), subscriber)
        .query((row, _) -> row.getLong(1))
        .single();
  }

  /**
   * Gives a subscriber a credit, as approved, or within what one person may give.
   *
   * @param approver null within that limit
   */
  @Transactional
  Moved credit(Move move, @Nullable String approver) {
    long _ = ledger.lockWallet(move.subscriber());
    return book(
        new Booking("credit", Long.MAX_VALUE, by(approver)),
        move,
        List.of(
            Posting.debit(Account.GIVEN_AWAY, move.amount()),
            Posting.creditWallet(move.subscriber(), move.amount())));
  }

  /**
   * Pays money out of the wallet by hand, as approved.
   *
   * @param from what it is paid out of: {@link Account#CASH} or {@link Account#BANK}; what came by
   *     M-Pesa and is to go back there is reversed
   */
  @Transactional
  Moved refund(Move move, String approver, Account from) {
    if (from != Account.CASH && from != Account.BANK) {
      throw new IllegalArgumentException("money is refunded in cash or from the bank");
    }
    return book(
        new Booking("refund", ledger.lockWallet(move.subscriber()), by(approver)),
        move,
        List.of(
            Posting.debitWallet(move.subscriber(), move.amount()),
            Posting.credit(from, move.amount())));
  }

  private static Map<String, String> by(@Nullable String approver) {
    return approver == null ? Map.of() : Map.of("approved_by", approver);
  }

  private record Booking(String kind, long most, Map<String, String> more) {}

  private Moved book(Booking booking, Move move, List<Posting> postings) {
    if (ledger.isBooked(booking.kind(), move.request())) {
      return Moved.DONE;
    }
    if (booking.most() < move.amount()) {
      return Moved.TOO_LITTLE;
    }
    var _ =
        ledger.book(
            new Entry(booking.kind(), move.request(), clock.instant(), move.reason(), postings));
    note(move, "wallet." + booking.kind(), booking.more());
    return Moved.DONE;
  }

  private void note(Move move, String action, Map<String, String> more) {
    Map<String, String> details = new HashMap<>(more);
    details.put("amount", Long.toString(move.amount()));
    details.put("reason", move.reason());
    audit.note(new Audit.Deed(move.who(), action, "subscriber:" + move.subscriber(), details));
  }
}
