package io.washa.billing;

import io.washa.catalog.Plan;
import io.washa.catalog.Plans;
import io.washa.customers.Service;
import io.washa.customers.Services;
import io.washa.ledger.Account;
import io.washa.ledger.Entry;
import io.washa.ledger.Entry.Posting;
import io.washa.ledger.Ledger;
import io.washa.payments.Payment;
import io.washa.payments.PaymentPosted;
import io.washa.payments.Payments;
import io.washa.subscriptions.Subscriptions;
import io.washa.work.TaskHandler;
import io.washa.work.TaskType;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Transaction 2 of a payment: takes the price out of the wallet and renews the service, or leaves
 * the money in the wallet if it is not enough. Once for each payment.
 */
@Component
class ApplyPayment implements TaskHandler<PaymentPosted> {
  private final JdbcClient jdbc;
  private final TransactionTemplate transaction;
  private final Payments payments;
  private final Ledger ledger;
  private final Subscriptions subscriptions;
  private final Purchases purchases;

  ApplyPayment(
      JdbcClient jdbc,
      TransactionTemplate transaction,
      Payments payments,
      Ledger ledger,
      Subscriptions subscriptions,
      Purchases purchases) {
    this.jdbc = jdbc;
    this.transaction = transaction;
    this.payments = payments;
    this.ledger = ledger;
    this.subscriptions = subscriptions;
    this.purchases = purchases;
  }

  @Override
  public TaskType<PaymentPosted> type() {
    return PaymentPosted.APPLY_PAYMENT;
  }

  @Override
  public void handle(PaymentPosted posted) {
    transaction.executeWithoutResult(_ -> apply(posted.payment()));
  }

  private void apply(UUID id) {
    Payment payment =
        payments
            .find(id)
            .orElseThrow(() -> new TaskHandler.TaskRefusedException("there is no payment " + id));
    UUID subscriber = payment.subscriber();
    UUID serviceId = payment.service();
    if (subscriber == null || serviceId == null) {
      // Its match was taken back before this ran: the next match enqueues another.
      return;
    }
    Purchase purchase = purchases.of(payment, serviceId);
    long balance = ledger.lockWallet(subscriber);
    boolean enough = balance >= purchase.price();
    if (!firstTime(payment, enough)) {
      return;
    }
    if (enough) {
      sell(payment, subscriber, purchase);
    }
  }

  private boolean firstTime(Payment payment, boolean enough) {
    return jdbc.sql(
                "INSERT INTO payment_application (payment_id, round, outcome) VALUES (?, ?, ?)"
                    + " ON CONFLICT DO NOTHING")
            .params(payment.id(), payment.round(), enough ? "renewed" : "credited")
            .update()
        == 1;
  }

  private void sell(Payment payment, UUID subscriber, Purchase purchase) {
    ledger.book(
        new Entry(
            "sale",
            payment.reference(),
            payment.paidAt(),
            purchase.plan().name(),
            List.of(
                Posting.debitWallet(subscriber, purchase.price()),
                Posting.credit(Account.SALES, purchase.price()))));
    subscriptions.renew(purchase.service(), purchase.plan(), payment.reference());
  }

  /** What a payment is to buy. */
  record Purchase(Service service, Plan plan, long price) {}

  /** Finds what a payment is to buy: what its prompt pinned, else the service's own plan. */
  @Component
  static class Purchases {
    private final Services services;
    private final Plans plans;

    Purchases(Services services, Plans plans) {
      this.services = services;
      this.plans = plans;
    }

    Purchase of(Payment payment, UUID serviceId) {
      Service service = services.findById(serviceId).orElseThrow();
      UUID chosen = payment.plan();
      Plan plan = plans.findById(chosen == null ? service.planId() : chosen).orElseThrow();
      Long pinned = payment.price();
      return new Purchase(
          service, plan, pinned == null ? plan.price().getAmountMinorLong() : pinned);
    }
  }
}
