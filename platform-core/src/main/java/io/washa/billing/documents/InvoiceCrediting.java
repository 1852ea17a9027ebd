package io.washa.billing.documents;

import io.washa.ledger.Account;
import io.washa.ledger.Entry;
import io.washa.ledger.Entry.Posting;
import io.washa.ledger.Ledger;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Issues credit notes. What had been paid of what is taken back goes to the payer's wallet. Taxes
 * go back as they were charged, whatever they are today.
 */
@Component
class InvoiceCrediting {
  private final DocumentRows rows;
  private final InvoiceSettlements settlements;
  private final Ledger ledger;
  private final Etims etims;
  private final TenantDays days;

  InvoiceCrediting(
      DocumentRows rows,
      InvoiceSettlements settlements,
      Ledger ledger,
      Etims etims,
      TenantDays days) {
    this.rows = rows;
    this.settlements = settlements;
    this.ledger = ledger;
    this.etims = etims;
    this.days = days;
  }

  /**
   * Everything that can still be taken back of an invoice: not what was withheld, which the revenue
   * authority has. Empty if there is no such invoice.
   */
  Optional<NewCredit> allOf(UUID invoiceId, String reason) {
    return lock(invoiceId)
        .map(invoice -> {
          List<NewCredit.Part> parts = new ArrayList<>();
          List<CreditedLine> left = left(invoice);
          long creditable = invoice.creditable();
          for (int i = 0; i < left.size(); i++) {
            long part = Math.min(creditable, left.get(i).amount());
            if (part > 0) {
              parts.add(new NewCredit.Part(i + 1, part));
              creditable -= part;
            }
          }
          return new NewCredit(invoiceId, parts, reason, null);
        });
  }

  @Transactional(propagation = Propagation.MANDATORY)
  CreditAnswer credit(NewCredit wanted) {
    Optional<Document> found = lock(wanted.invoice());
    if (found.isEmpty()) {
      return new CreditAnswer.NoInvoice();
    }
    Document invoice = found.get();
    Optional<Document> twin = rows.findByCause(Document.Kind.CREDIT_NOTE, wanted.cause());
    if (twin.isPresent()) {
      return new CreditAnswer.Already(twin.get());
    }
    List<CreditedLine> left = left(invoice);
    List<DocumentLine> lines = new ArrayList<>();
    for (NewCredit.Part part : wanted.parts()) {
      if (part.line() < 1 || part.line() > left.size()) {
        return new CreditAnswer.NoLine(part.line());
      }
      CreditedLine line = left.get(part.line() - 1);
      if (part.amount() <= 0 || part.amount() > line.amount()) {
        return new CreditAnswer.WrongAmount(line.amount());
      }
      DocumentLine taken = line.take(part);
      lines.add(taken);
      left.set(part.line() - 1, line.without(taken));
    }
    long total = lines.stream().mapToLong(DocumentLine::amount).sum();
    return total == 0 || total > invoice.creditable()
        ? new CreditAnswer.WrongAmount(invoice.creditable())
        : issue(invoice, wanted, lines);
  }

  /** The invoice as it stays until the transaction ends. */
  private Optional<Document> lock(UUID id) {
    Optional<Document> seen =
        rows.find(id).filter(document -> document.kind() == Document.Kind.INVOICE);
    seen.ifPresent(document -> ledger.lockWallet(document.subscriber()));
    return seen.flatMap(_ -> rows.find(id));
  }

  private List<CreditedLine> left(Document invoice) {
    List<CreditedLine> left = new ArrayList<>();
    invoice.lines().forEach(line -> left.add(CreditedLine.of(line)));
    for (Document note : rows.creditNotesOf(invoice.id())) {
      for (DocumentLine taken : note.lines()) {
        int index = taken.invoiceLine() - 1;
        left.set(index, left.get(index).without(taken));
      }
    }
    return left;
  }

  private CreditAnswer issue(Document invoice, NewCredit wanted, List<DocumentLine> lines) {
    Instant now = days.now();
    DocumentRows.Inserted inserted = rows.insert(draft(invoice, wanted, lines, now));
    Document note = inserted.document();
    if (!inserted.isNew()) {
      return new CreditAnswer.Already(note);
    }
    long refunded = Math.max(0, note.total() - invoice.outstanding());
    String cause = "document:" + note.id();
    settlements.add(invoice.id(), InvoiceSettlements.Kind.CREDIT, note.total(), cause, now);
    if (refunded > 0) {
      settlements.add(invoice.id(), InvoiceSettlements.Kind.REFUND, -refunded, cause, now);
    }
    ledger.book(new Entry("credit_note", cause, now, note.label(), postings(note, refunded)));
    etims.enqueue(note.id());
    return new CreditAnswer.Credited(note, refunded);
  }

  /** Takes back all of the invoice of a sale that was undone in the books: once. */
  @Transactional(propagation = Propagation.MANDATORY)
  void takeBackSold(Document invoice, String sale, String why) {
    List<DocumentLine> lines = new ArrayList<>();
    List<CreditedLine> left = left(invoice);
    for (int i = 0; i < left.size(); i++) {
      if (left.get(i).amount() > 0) {
        lines.add(left.get(i).take(new NewCredit.Part(i + 1, left.get(i).amount())));
      }
    }
    if (lines.isEmpty()) {
      return;
    }
    Instant now = days.now();
    NewCredit wanted = new NewCredit(invoice.id(), List.of(), why, "sale-undone:" + sale);
    DocumentRows.Inserted inserted = rows.insert(draft(invoice, wanted, lines, now));
    if (inserted.isNew()) {
      long total = inserted.document().total();
      String cause = "document:" + inserted.document().id();
      settlements.add(invoice.id(), InvoiceSettlements.Kind.CREDIT, total, cause, now);
      settlements.add(invoice.id(), InvoiceSettlements.Kind.REFUND, -total, cause, now);
      etims.enqueue(inserted.document().id());
    }
  }

  private DocumentRows.Draft draft(
      Document invoice, NewCredit wanted, List<DocumentLine> lines, Instant now) {
    return new DocumentRows.Draft(
        Document.Kind.CREDIT_NOTE,
        invoice.subscriber(),
        invoice.id(),
        now,
        days.dayOf(now),
        null,
        invoice.seller(),
        invoice.buyer(),
        invoice.lpo(),
        DocumentIssuing.shortened(wanted.reason()),
        lines,
        wanted.cause());
  }

  private static List<Posting> postings(Document note, long refunded) {
    List<Posting> postings = new ArrayList<>();
    DocumentIssuing.netByAccount(note)
        .forEach((account, net) -> postings.add(Posting.of(account, note.subscriber(), net)));
    if (note.tax() > 0) {
      postings.add(Posting.debit(Account.TAXES, note.tax()));
    }
    if (note.total() > refunded) {
      postings.add(Posting.credit(Account.RECEIVABLES, note.total() - refunded));
    }
    if (refunded > 0) {
      postings.add(Posting.creditWallet(note.subscriber(), refunded));
    }
    return postings;
  }

  /**
   * What is left of an invoice's line. A part of it is shared by what is left of net and taxes, so
   * that all parts together take back exactly what was charged, and none ever too much.
   */
  private record CreditedLine(DocumentLine line, long net, List<Long> taxes) {
    static CreditedLine of(DocumentLine line) {
      return new CreditedLine(
          line, line.net(), line.taxes().stream().map(TaxPart::amount).toList());
    }

    long amount() {
      return net + taxes.stream().mapToLong(Long::longValue).sum();
    }

    DocumentLine take(NewCredit.Part part) {
      List<BigInteger> weights = new ArrayList<>();
      weights.add(BigInteger.valueOf(net));
      taxes.forEach(tax -> weights.add(BigInteger.valueOf(tax)));
      List<Long> shares = LargestRemainder.share(part.amount(), weights);
      List<TaxPart> parts = new ArrayList<>();
      for (int i = 0; i < taxes.size(); i++) {
        TaxPart tax = line.taxes().get(i);
        parts.add(new TaxPart(tax.code(), tax.name(), tax.rateBp(), shares.get(i + 1)));
      }
      return new DocumentLine(
          line.description(),
          line.itemCode(),
          line.quantity(),
          part.amount(),
          shares.getFirst(),
          parts,
          line.account(),
          part.line(),
          line.etims());
    }

    CreditedLine without(DocumentLine taken) {
      List<Long> rest = new ArrayList<>();
      for (int i = 0; i < taxes.size(); i++) {
        rest.add(taxes.get(i) - taken.taxes().get(i).amount());
      }
      return new CreditedLine(line, net - taken.net(), rest);
    }
  }
}
