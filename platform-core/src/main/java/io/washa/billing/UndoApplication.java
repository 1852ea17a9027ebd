package io.washa.billing;

import io.washa.billing.documents.Documents;
import io.washa.ledger.Ledger;
import io.washa.payments.Payment;
import io.washa.payments.PaymentUndone;
import io.washa.payments.Payments;
import io.washa.subscriptions.Subscriptions;
import java.util.List;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Undoes what a payment was used for: sales are reversed in the books, so that their prices are in
 * the wallet again, the periods they bought are taken off their subscriptions, and the invoices it
 * paid are open again.
 */
@Component
class UndoApplication {
  private final JdbcClient jdbc;
  private final Payments payments;
  private final Ledger ledger;
  private final Subscriptions subscriptions;
  private final Documents documents;

  UndoApplication(
      JdbcClient jdbc,
      Payments payments,
      Ledger ledger,
      Subscriptions subscriptions,
      Documents documents) {
    this.documents = documents;
    this.jdbc = jdbc;
    this.payments = payments;
    this.ledger = ledger;
    this.subscriptions = subscriptions;
  }

  @EventListener
  void undo(PaymentUndone undone) {
    Payment payment = payments.find(undone.payment()).orElseThrow();
    if (payment.subscriber() != null) {
      // The wallet before the subscription, as everywhere.
      long _ = ledger.lockWallet(payment.subscriber());
      for (String cause : settlements(payment.reference())) {
        long _ = documents.unsettle(payment.subscriber(), cause, undone.reason());
      }
    }
    for (String cause : sales(payment.reference())) {
      if (ledger.reverse("sale", cause, undone.reason()).isPresent()) {
        boolean _ = subscriptions.cancel(cause);
      }
    }
  }

  /** By what it paid invoices: fees and debts apart. */
  private List<String> settlements(String reference) {
    return jdbc.sql(
            """
            SELECT reference FROM journal_entry
             WHERE kind = 'settlement'
               AND (reference = :one OR reference LIKE :one || ':for:%')
             ORDER BY reference
            """)
        .param("one", reference)
        .query((row, _) -> row.getString("reference"))
        .list();
  }

  /**
   * What it was used for, by subscription, for that is how they are locked: the service it named,
   * and others that its wallet pays for.
   */
  private List<String> sales(String reference) {
    return jdbc.sql(
            """
            SELECT e.reference FROM journal_entry e LEFT JOIN period p ON p.cause = e.reference
             WHERE e.kind = 'sale'
               AND (e.reference = :one OR e.reference LIKE :one || ':for:%')
             ORDER BY p.subscription_id, e.reference
            """)
        .param("one", reference)
        .query((row, _) -> row.getString("reference"))
        .list();
  }
}
