package io.washa.billing.documents;

import io.washa.ledger.Ledger;
import io.washa.tenancy.Settings;
import io.washa.work.TaskHandler;
import io.washa.work.TaskType;
import io.washa.work.Tasks;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Tax invoices for prepaid sales, so that buyers and eTIMS have them: issued after the sale, paid,
 * and in no book, for the sale is; taken back by a credit note when the sale is undone.
 */
@Component
public class SaleInvoices implements TaskHandler<SaleInvoices.Sold> {
  private static final TaskType<Sold> TYPE =
      new TaskType<>("invoice-sale", Sold.class, TaskType.BULK);

  private final JdbcClient jdbc;
  private final DocumentRows rows;
  private final DocumentIssuing issuing;
  private final InvoiceCrediting crediting;
  private final Ledger ledger;
  private final Settings settings;
  private final Tasks tasks;
  private final TransactionTemplate transaction;

  SaleInvoices(
      JdbcClient jdbc,
      DocumentRows rows,
      DocumentIssuing issuing,
      InvoiceCrediting crediting,
      Ledger ledger,
      Settings settings,
      Tasks tasks,
      TransactionTemplate transaction) {
    this.jdbc = jdbc;
    this.rows = rows;
    this.issuing = issuing;
    this.crediting = crediting;
    this.ledger = ledger;
    this.settings = settings;
    this.tasks = tasks;
    this.transaction = transaction;
  }

  /** A sale, by its reference in the books. */
  record Sold(String sale) {}

  private record Sale(UUID payer, long amount, String what, boolean wanted, @Nullable String pin) {
    /** Leaves the taxpayer's number out. */
    @Override
    public String toString() {
      return "Sale[" + payer + "]";
    }
  }

  /**
   * Sets whether a subscriber wants a tax invoice for each sale, and its KRA PIN.
   *
   * @return false if there is no such subscriber
   */
  @Transactional
  public boolean want(UUID subscriber, boolean wanted, @Nullable KraPin pin) {
    return jdbc.sql("UPDATE subscriber SET wants_invoice = ?, tax_pin = ? WHERE id = ?")
            .param(wanted)
            .param(pin == null ? null : pin.text())
            .param(subscriber)
            .update()
        == 1;
  }

  /** Whatever is sold is looked at after the commit; only sales are. */
  @EventListener
  void sold(Ledger.Booked booked) {
    if (booked.kind().equals("sale") && isWanted(booked.reference())) {
      tasks.enqueue(TYPE, "invoice:" + booked.reference(), new Sold(booked.reference()));
    } else if (booked.kind().equals("sale-undone")) {
      takeBack(booked.reference());
    }
  }

  private boolean isWanted(String sale) {
    return switch (settings.read(SaleInvoiceRules.CHOICE).whose()) {
      case NOBODYS -> false;
      case EVERYBODYS -> true;
      case WANTED -> sale(sale).filter(Sale::wanted).isPresent();
    };
  }

  @Override
  public TaskType<Sold> type() {
    return TYPE;
  }

  @Override
  public void handle(Sold sold) {
    transaction.executeWithoutResult(_ -> invoice(sold.sale()));
  }

  private void invoice(String reference) {
    Optional<Sale> found = sale(reference);
    if (found.isEmpty()) {
      return;
    }
    Sale sale = found.get();
    ledger.lockWallet(sale.payer());
    if (ledger.isBooked("sale-undone", reference)) {
      return;
    }
    NewDocument wanted =
        NewDocument.of(sale.payer(), NewDocument.Line.of(sale.what(), sale.amount()))
            .because("sale:" + reference);
    String pin = sale.pin();
    if (pin != null) {
      wanted = wanted.to(Party.of(name(sale.payer()), pin));
    }
    if (issuing.issueSold(wanted, reference) instanceof IssueAnswer.Refused refused) {
      throw new TaskRefusedException("a sale cannot be invoiced: " + refused.why());
    }
  }

  private void takeBack(String reference) {
    rows.findByCause(Document.Kind.INVOICE, "sale:" + reference)
        .ifPresent(invoice -> crediting.takeBackSold(invoice, reference, ""));
  }

  private String name(UUID subscriber) {
    return Objects.requireNonNull(
        jdbc.sql("SELECT first_name || ' ' || last_name FROM subscriber WHERE id = ?")
            .param(subscriber)
            .query((row, _) -> row.getString(1))
            .single());
  }

  /** What the payer paid of a sale; empty if it was all given. */
  private Optional<Sale> sale(String reference) {
    return jdbc.sql(
            """
            SELECT p.owner, p.amount, e.memo, s.wants_invoice, s.tax_pin
              FROM journal_entry e
              JOIN posting p ON p.entry_id = e.id AND p.account = '2100' AND p.amount > 0
              JOIN subscriber s ON s.id = p.owner
             WHERE e.kind = 'sale' AND e.reference = ?
            """)
        .param(reference)
        .query((row, _) ->
            new Sale(
                row.getObject("owner", UUID.class),
                row.getLong("amount"),
                row.getString("memo"),
                row.getBoolean("wants_invoice"),
                row.getString("tax_pin")))
        .optional();
  }
}
