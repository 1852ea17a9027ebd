package io.washa.billing.documents;

import io.washa.customers.Subscriber;
import io.washa.customers.Subscribers;
import io.washa.tenancy.TenantContext;
import io.washa.tenancy.Tenants;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;

/**
 * Documents, receipts and statements as people see them: a page of HTML or a PDF, both from one
 * template, in the bound tenant's brand and the subscriber's language. Names and notes are escaped.
 * Whoever shows one has to know that the asker may see it.
 */
@Component
public class DocumentPages {
  private final DocumentRows rows;
  private final PaymentReceipts receipts;
  private final Subscribers subscribers;
  private final Tenants tenants;
  private final PdfPrinter printer;

  DocumentPages(
      DocumentRows rows,
      PaymentReceipts receipts,
      Subscribers subscribers,
      Tenants tenants,
      PdfPrinter printer) {
    this.rows = rows;
    this.receipts = receipts;
    this.subscribers = subscribers;
    this.tenants = tenants;
    this.printer = printer;
  }

  /** A document as a page; empty if there is none with this id. */
  public Optional<String> html(UUID document) {
    return rows.find(document).map(this::page);
  }

  /** A document as PDF; empty if there is none with this id. */
  public Optional<byte[]> pdf(UUID document) {
    return html(document).map(printer::print);
  }

  /** The receipt for a payment as a page; empty if there is no payment with this id. */
  public Optional<String> receiptHtml(UUID payment) {
    return receipts
        .of(payment)
        .map(receipt -> ReceiptTemplate.page(words(receipt.language()), receipt));
  }

  /**
   * The receipt for a payment as a page for a printer of slips.
   *
   * @param millimetres how wide the paper is: 58 or 80
   */
  public Optional<String> receiptSlip(UUID payment, int millimetres) {
    if (millimetres != 58 && millimetres != 80) {
      throw new IllegalArgumentException("slips are 58 or 80 mm wide");
    }
    return receipts
        .of(payment)
        .map(receipt -> ReceiptTemplate.slip(words(receipt.language()), receipt, millimetres));
  }

  /** The receipt for a payment as PDF; empty if there is no payment with this id. */
  public Optional<byte[]> receiptPdf(UUID payment) {
    return receiptHtml(payment).map(printer::print);
  }

  /** A statement, drawn by {@link AccountStatements}, as a page. */
  public String statementHtml(AccountStatement statement) {
    String language =
        subscribers.findById(statement.subscriber()).map(Subscriber::language).orElse("en");
    return StatementTemplate.page(words(language), statement);
  }

  /** A statement, drawn by {@link AccountStatements}, as PDF. */
  public byte[] statementPdf(AccountStatement statement) {
    return printer.print(statementHtml(statement));
  }

  private String page(Document document) {
    Subscriber subscriber = subscribers.findById(document.subscriber()).orElseThrow();
    UUID refersTo = document.refersTo();
    return DocumentTemplate.page(
        words(subscriber.language()),
        document,
        subscriber.accountNumber().digits(),
        refersTo == null ? null : rows.find(refersTo).orElseThrow().label());
  }

  private Words words(String language) {
    return Words.of(language, tenants.get(TenantContext.current()));
  }
}
