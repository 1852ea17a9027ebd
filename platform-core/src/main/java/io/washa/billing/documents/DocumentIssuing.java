package io.washa.billing.documents;

import io.washa.customers.Subscriber;
import io.washa.customers.Subscribers;
import io.washa.ledger.Account;
import io.washa.ledger.Entry;
import io.washa.ledger.Entry.Posting;
import io.washa.ledger.Ledger;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Issues invoices and pro-formas. */
@Component
class DocumentIssuing {
  static final int MOST_LINES = 200;
  static final int LONGEST_TEXT = 500;
  private static final int LONGEST_CODE = 60;
  private static final int LONGEST_CAUSE = 200;
  // A hundred million shillings: beyond it somebody mistyped.
  private static final long LARGEST_AMOUNT = 10_000_000_000L;
  private static final BigDecimal LARGEST_QUANTITY = BigDecimal.valueOf(1_000_000);

  private final DocumentRows rows;
  private final Taxes taxes;
  private final Sellers sellers;
  private final Subscribers subscribers;
  private final Ledger ledger;
  private final Etims etims;
  private final InvoiceSettlements settlements;
  private final TenantDays days;

  DocumentIssuing(
      DocumentRows rows,
      Taxes taxes,
      Sellers sellers,
      Subscribers subscribers,
      Ledger ledger,
      Etims etims,
      InvoiceSettlements settlements,
      TenantDays days) {
    this.settlements = settlements;
    this.rows = rows;
    this.taxes = taxes;
    this.sellers = sellers;
    this.subscribers = subscribers;
    this.ledger = ledger;
    this.etims = etims;
    this.days = days;
  }

  @Transactional(propagation = Propagation.MANDATORY)
  IssueAnswer issue(Document.Kind kind, NewDocument wanted) {
    return issue(kind, wanted, this::book);
  }

  /**
   * Issues the invoice of something that was sold and paid before: the sale is in the books, so
   * that the invoice is not, and nothing is due on it.
   */
  @Transactional(propagation = Propagation.MANDATORY)
  IssueAnswer issueSold(NewDocument wanted, String sale) {
    return issue(
        Document.Kind.INVOICE,
        wanted,
        invoice ->
            settlements.add(
                invoice.id(),
                InvoiceSettlements.Kind.PAYMENT,
                invoice.total(),
                "sale:" + sale,
                invoice.issuedAt()));
  }

  private IssueAnswer issue(Document.Kind kind, NewDocument wanted, Consumer<Document> booking) {
    Instant now = days.now();
    LocalDate today = days.dayOf(now);
    Optional<IssueAnswer.Reason> refusal = refusal(wanted, today);
    if (refusal.isPresent()) {
      return new IssueAnswer.Refused(refusal.get());
    }
    Optional<Subscriber> subscriber = subscribers.findById(wanted.subscriber());
    if (subscriber.isEmpty()) {
      return new IssueAnswer.Refused(IssueAnswer.Reason.NO_SUBSCRIBER);
    }
    // Everywhere the wallet is locked before the series: whoever settles in this transaction, too,
    // must not wait for somebody who waits for our number.
    ledger.lockWallet(wanted.subscriber());
    DocumentRows.Inserted inserted =
        rows.insert(draft(kind, wanted, buyer(wanted, subscriber.get()), now));
    Document document = inserted.document();
    if (!inserted.isNew()) {
      return new IssueAnswer.Already(document);
    }
    if (kind == Document.Kind.INVOICE) {
      booking.accept(document);
      etims.enqueue(document.id());
    }
    return new IssueAnswer.Issued(document);
  }

  private DocumentRows.Draft draft(
      Document.Kind kind, NewDocument wanted, Party buyer, Instant now) {
    LocalDate today = days.dayOf(now);
    TaxSchedule schedule = taxes.at(today);
    return new DocumentRows.Draft(
        kind,
        wanted.subscriber(),
        null,
        now,
        today,
        wanted.dueOn(),
        sellers.current(),
        buyer,
        wanted.lpo().strip(),
        wanted.note().strip(),
        wanted.lines().stream().map(line -> DocumentLine.of(line, schedule)).toList(),
        wanted.cause());
  }

  private static Party buyer(NewDocument wanted, Subscriber subscriber) {
    Party named = wanted.buyer();
    return named == null
        ? new Party(subscriber.firstName() + " " + subscriber.lastName(), null)
        : named;
  }

  private static Optional<IssueAnswer.Reason> refusal(NewDocument wanted, LocalDate today) {
    List<NewDocument.Line> lines = wanted.lines();
    Party buyer = wanted.buyer();
    LocalDate due = wanted.dueOn();
    if (lines.isEmpty() || lines.size() > MOST_LINES) {
      return Optional.of(IssueAnswer.Reason.LINES);
    }
    if (!lines.stream().allMatch(DocumentIssuing::isPayable)) {
      return Optional.of(IssueAnswer.Reason.AMOUNT);
    }
    if (!lines.stream().allMatch(DocumentIssuing::isReadable)
        || (buyer != null && !buyer.named())
        || wanted.lpo().length() > LONGEST_CODE
        || wanted.note().length() > LONGEST_TEXT
        || isTooLong(wanted.cause())) {
      return Optional.of(IssueAnswer.Reason.TEXT);
    }
    return due != null && due.isBefore(today)
        ? Optional.of(IssueAnswer.Reason.DUE_DATE)
        : Optional.empty();
  }

  /** What people typed as a reason, cut where a document has no more room. */
  static String shortened(String typed) {
    String text = typed.strip();
    if (text.length() <= LONGEST_TEXT) {
      return text;
    }
    boolean splits = Character.isHighSurrogate(text.charAt(LONGEST_TEXT - 1));
    return text.substring(0, splits ? LONGEST_TEXT - 1 : LONGEST_TEXT);
  }

  private static boolean isTooLong(@Nullable String cause) {
    return cause != null && (cause.isBlank() || cause.length() > LONGEST_CAUSE);
  }

  private static boolean isPayable(NewDocument.Line line) {
    return line.amount() > 0
        && line.amount() <= LARGEST_AMOUNT
        && line.quantity().signum() > 0
        && line.quantity().compareTo(LARGEST_QUANTITY) <= 0
        && line.quantity().stripTrailingZeros().scale() <= 3;
  }

  private static boolean isReadable(NewDocument.Line line) {
    return !line.description().isBlank()
        && line.description().length() <= LONGEST_TEXT
        && line.itemCode().length() <= LONGEST_CODE
        && line.itemClass().length() <= LONGEST_CODE
        && line.unit().length() <= LONGEST_CODE;
  }

  private void book(Document invoice) {
    List<Posting> postings = new ArrayList<>();
    postings.add(Posting.debit(Account.RECEIVABLES, invoice.total()));
    netByAccount(invoice)
        .forEach((account, net) -> postings.add(Posting.of(account, invoice.subscriber(), -net)));
    if (invoice.tax() > 0) {
      postings.add(Posting.credit(Account.TAXES, invoice.tax()));
    }
    ledger.book(
        new Entry(
            "invoice", "document:" + invoice.id(), invoice.issuedAt(), invoice.label(), postings));
  }

  /** What the lines are without taxes, by account; accounts with nothing left out. */
  static Map<Account, Long> netByAccount(Document document) {
    Map<Account, Long> sums = new EnumMap<>(Account.class);
    for (DocumentLine line : document.lines()) {
      if (line.net() > 0) {
        sums.merge(line.bookedTo(), line.net(), Long::sum);
      }
    }
    return sums;
  }
}
