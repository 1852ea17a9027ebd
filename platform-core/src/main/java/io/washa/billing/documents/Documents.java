package io.washa.billing.documents;

import io.washa.audit.Audit;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * The bound tenant's invoices, credit notes and pro-formas. Whoever issues does so in the caller's
 * transaction if there is one: rolled back, it leaves neither document nor entry nor a gap in the
 * numbers. One transaction should issue for one subscriber only, for it holds that wallet and the
 * series of numbers until it ends.
 */
@Component
public class Documents {
  /** The longest list that is given. */
  public static final int LARGEST_PAGE = 200;

  private final DocumentRows rows;
  private final DocumentIssuing invoicing;
  private final InvoiceCrediting crediting;
  private final InvoiceSettling settling;
  private final TenantDays days;
  private final Audit audit;

  Documents(
      DocumentRows rows,
      DocumentIssuing invoicing,
      InvoiceCrediting crediting,
      InvoiceSettling settling,
      TenantDays days,
      Audit audit) {
    this.audit = audit;
    this.rows = rows;
    this.invoicing = invoicing;
    this.crediting = crediting;
    this.settling = settling;
    this.days = days;
  }

  /**
   * Issues an invoice: gives it the next number, splits taxes out by today's rates, books it
   * (receivables against income and taxes) and queues it for eTIMS.
   */
  @Transactional
  public IssueAnswer issue(NewDocument invoice) {
    return invoicing.issue(Document.Kind.INVOICE, invoice);
  }

  /** Issues a pro-forma, numbered in its own series; nothing is booked, and nobody owes it. */
  @Transactional
  public IssueAnswer issueProforma(NewDocument proforma) {
    return invoicing.issue(Document.Kind.PROFORMA, proforma);
  }

  /**
   * Takes back parts of an invoice, never more than is left of them. What had been paid of it goes
   * to the payer's wallet.
   */
  @Transactional
  public CreditAnswer credit(NewCredit credit) {
    return crediting.credit(credit);
  }

  /** Takes back all that is left of an invoice. */
  @Transactional
  public CreditAnswer creditAll(UUID invoice, String reason) {
    Optional<NewCredit> all = crediting.allOf(invoice, reason);
    return all.isEmpty() ? new CreditAnswer.NoInvoice() : crediting.credit(all.get());
  }

  /**
   * Pays a subscriber's open invoices whose day has come out of its wallet, oldest first. What is
   * not due yet, as an instalment, takes nothing.
   *
   * @param amount at most this, minor units
   * @param cause where the money came from, as {@code payment:<id>}; one cause settles once
   */
  @Transactional
  public SettleAnswer settle(UUID subscriber, long amount, String cause) {
    return settling.settle(subscriber, amount, cause, List.of());
  }

  /**
   * Pays certain invoices of a subscriber out of its wallet, due or not, in the order given, and
   * then the others that are due, oldest first.
   *
   * @param first invoices that are not open, or are another subscriber's, are passed over
   */
  @Transactional
  public SettleAnswer settle(UUID subscriber, long amount, String cause, List<UUID> first) {
    return settling.settle(subscriber, amount, cause, first);
  }

  /**
   * Takes back what a cause had settled: the invoices are open again and the money is in the
   * wallet. What a credit note had given back before is not given twice. A second call does
   * nothing.
   *
   * @param why for the books
   * @return what went back into the wallet, minor units
   */
  @Transactional
  public long unsettle(UUID subscriber, String cause, String why) {
    return settling.unsettle(subscriber, cause, why);
  }

  /**
   * Enters the certificate of a customer who kept back tax and paid it to the revenue authority:
   * the invoice's due amount gets smaller by it.
   *
   * @param certificate its number; once for each invoice
   * @param amount minor units
   */
  @Transactional
  public WithholdAnswer withhold(UUID invoice, String certificate, long amount) {
    return settling.withhold(invoice, certificate, amount);
  }

  /**
   * Takes a withholding certificate back, as one that proved wrong: its amount is due again. The
   * same number is not taken for this invoice a second time.
   *
   * @param reason for the books and the audit
   * @return false if no such certificate stands
   */
  @Transactional
  public boolean takeBackCertificate(UUID invoice, String certificate, String reason, String who) {
    boolean done = !reason.isBlank() && settling.unwithhold(invoice, certificate, reason.strip());
    if (done) {
      audit.note(
          new Audit.Deed(
              who,
              "certificate.taken-back",
              "document:" + invoice,
              Map.of("certificate", certificate.strip(), "reason", reason.strip())));
    }
    return done;
  }

  /** The document with this id. */
  public Optional<Document> find(UUID id) {
    return rows.find(id);
  }

  /** The document with this number, as people type it. */
  public Optional<Document> findByLabel(String typed) {
    return rows.findByLabel(typed.strip().toUpperCase(Locale.ROOT));
  }

  /** A subscriber's documents of all kinds, newest first, at most a page. */
  public List<Document> ofSubscriber(UUID subscriber) {
    return rows.ofSubscriber(subscriber, LARGEST_PAGE);
  }

  /**
   * A page of the tenant's documents, newest first.
   *
   * @param before the last one of the page before; null for the first page
   */
  public List<Document> list(@Nullable UUID before, int size) {
    return rows.before(before, Math.clamp(size, 1, LARGEST_PAGE));
  }

  /** A subscriber's invoices on which something is due, oldest first. */
  public List<Document> open(UUID subscriber) {
    return rows.open(subscriber);
  }

  /** Invoices whose day has passed and on which something is due, oldest first. */
  public List<Document> overdue(int size) {
    return rows.overdue(days.today(), Math.clamp(size, 1, LARGEST_PAGE));
  }
}
