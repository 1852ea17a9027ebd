package io.washa.billing;

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
 * Undoes what a payment was used for: the sale is reversed in the books, so that the price is in
 * the wallet again, and the period it bought is taken off the subscription.
 */
@Component
class UndoApplication {
  private final JdbcClient jdbc;
  private final Payments payments;
  private final Ledger ledger;
  private final Subscriptions subscriptions;

  UndoApplication(JdbcClient jdbc, Payments payments, Ledger ledger, Subscriptions subscriptions) {
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
    }
    for (String cause : sales(payment.reference())) {
      if (ledger.reverse("sale", cause, undone.reason()).isPresent()) {
        boolean _ = subscriptions.cancel(cause);
      }
    }
  }

  /** What it was used for: the service it named, and others that its wallet pays for. */
  private List<String> sales(String reference) {
    return jdbc.sql(
            """
            SELECT reference FROM journal_entry
             WHERE kind = 'sale'
               AND (reference = :one OR reference LIKE :one || ':for:%')
            """)
        .param("one", reference)
        .query((row, _) -> row.getString("reference"))
        .list();
  }
}
