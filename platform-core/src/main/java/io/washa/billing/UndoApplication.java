package io.washa.billing;

import io.washa.ledger.Ledger;
import io.washa.payments.Payment;
import io.washa.payments.PaymentUndone;
import io.washa.payments.Payments;
import io.washa.subscriptions.Subscriptions;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Undoes what a payment was used for: the sale is reversed in the books, so that the price is in
 * the wallet again, and the period it bought is taken off the subscription.
 */
@Component
class UndoApplication {
  private final Payments payments;
  private final Ledger ledger;
  private final Subscriptions subscriptions;

  UndoApplication(Payments payments, Ledger ledger, Subscriptions subscriptions) {
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
    if (ledger.reverse("sale", payment.reference(), undone.reason()).isPresent()) {
      boolean _ = subscriptions.cancel(payment.reference());
    }
  }
}
