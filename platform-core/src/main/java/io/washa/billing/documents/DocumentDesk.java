package io.washa.billing.documents;

import io.washa.audit.Audit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Documents as staff issue them: the audit names whoever does. */
@Component
public class DocumentDesk {
  private final JdbcClient jdbc;
  private final DocumentRows rows;
  private final Documents documents;
  private final InvoiceCrediting crediting;
  private final SaleInvoices sales;
  private final Audit audit;

  DocumentDesk(
      JdbcClient jdbc,
      DocumentRows rows,
      Documents documents,
      InvoiceCrediting crediting,
      SaleInvoices sales,
      Audit audit) {
    this.jdbc = jdbc;
    this.rows = rows;
    this.documents = documents;
    this.crediting = crediting;
    this.sales = sales;
    this.audit = audit;
  }

  /**
   * A withholding certificate that stands.
   *
   * @param label the invoice's
   * @param amount minor units
   */
  public record Certificate(UUID invoice, String label, String number, long amount) {}

  /** Issues an invoice, or a pro-forma. */
  @Transactional
  public IssueAnswer issue(Document.Kind kind, NewDocument wanted, String who) {
    IssueAnswer answer =
        switch (kind) {
          case INVOICE -> documents.issue(wanted);
          case PROFORMA -> documents.issueProforma(wanted);
          case CREDIT_NOTE ->
              throw new IllegalArgumentException("a credit note takes back from an invoice");
        };
    if (answer instanceof IssueAnswer.Issued issued) {
      note(who, "document.issued", issued.document(), Map.of());
    }
    return answer;
  }

  /** Takes back parts of an invoice; all that is left of it if there are no parts. */
  @Transactional
  public CreditAnswer credit(NewCredit wanted, String who) {
    NewCredit credit = wanted;
    if (wanted.parts().isEmpty()) {
      Optional<NewCredit> all = crediting.allOf(wanted.invoice(), wanted.reason());
      if (all.isEmpty()) {
        return new CreditAnswer.NoInvoice();
      }
      credit = new NewCredit(wanted.invoice(), all.get().parts(), wanted.reason(), wanted.cause());
    }
    CreditAnswer answer = documents.credit(credit);
    if (answer instanceof CreditAnswer.Credited credited) {
      note(who, "document.issued", credited.note(), Map.of("reason", wanted.reason()));
    }
    return answer;
  }

  /** What is left of an invoice's lines, minor units, in their order. */
  @Transactional(readOnly = true)
  public List<Long> left(Document invoice) {
    List<Long> left = new ArrayList<>();
    invoice.lines().forEach(line -> left.add(line.amount()));
    for (Document note : rows.creditNotesOf(invoice.id())) {
      for (DocumentLine taken : note.lines()) {
        int index = taken.invoiceLine() - 1;
        left.set(index, left.get(index) - taken.amount());
      }
    }
    return left;
  }

  /** Enters a withholding certificate. */
  @Transactional
  public WithholdAnswer withhold(UUID invoice, String certificate, long amount, String who) {
    WithholdAnswer answer = documents.withhold(invoice, certificate, amount);
    if (answer instanceof WithholdAnswer.Withheld withheld) {
      note(
          who,
          "certificate.entered",
          withheld.invoice(),
          Map.of("certificate", certificate.strip(), "withheld", Long.toString(amount)));
    }
    return answer;
  }

  /** The certificates of a subscriber's invoices that stand, newest first; at most 50. */
  @Transactional(readOnly = true)
  public List<Certificate> certificates(UUID subscriber) {
    return jdbc.sql(
            """
            SELECT d.id, d.label, s.cause, sum(s.amount) AS amount
              FROM settlement s JOIN document d ON d.id = s.invoice_id
             WHERE d.subscriber_id = ? AND s.kind IN ('withholding', 'unwithheld')
             GROUP BY d.id, d.label, s.cause HAVING sum(s.amount) > 0
             ORDER BY max(s.settled_at) DESC LIMIT 50
            """)
        .param(subscriber)
        .query((row, _) ->
            new Certificate(
                row.getObject("id", UUID.class),
                row.getString("label"),
                row.getString("cause"),
                row.getLong("amount")))
        .list();
  }

  /**
   * What a subscriber wants with each sale.
   *
   * @param pin null if none was told
   */
  public record Wish(boolean invoices, @Nullable KraPin pin) {}

  /** A subscriber's wish; empty if there is no such subscriber. */
  @Transactional(readOnly = true)
  public Optional<Wish> wish(UUID subscriber) {
    return jdbc.sql("SELECT wants_invoice, tax_pin FROM subscriber WHERE id = ?")
        .param(subscriber)
        .query((row, _) -> {
          String pin = row.getString("tax_pin");
          return new Wish(row.getBoolean("wants_invoice"), pin == null ? null : new KraPin(pin));
        })
        .optional();
  }

  /**
   * Sets it.
   *
   * @return false if there is no such subscriber
   */
  @Transactional
  public boolean want(UUID subscriber, Wish wish, String who) {
    if (!sales.want(subscriber, wish.invoices(), wish.pin())) {
      return false;
    }
    KraPin pin = wish.pin();
    audit.note(
        new Audit.Deed(
            who,
            "sale-invoices.wanted",
            "subscriber:" + subscriber,
            Map.of(
                "wanted",
                Boolean.toString(wish.invoices()),
                "pin",
                pin == null ? "" : pin.text())));
    return true;
  }

  private void note(String who, String action, Document document, Map<String, String> more) {
    Map<String, String> details = new HashMap<>(more);
    details.put("document", document.label());
    details.put("total", Long.toString(document.total()));
    audit.note(new Audit.Deed(who, action, "subscriber:" + document.subscriber(), details));
  }
}
