package io.washa.billing;

import io.washa.billing.documents.Documents;
import io.washa.billing.documents.SettleAnswer;
import io.washa.catalog.Plan;
import io.washa.catalog.Plans;
import io.washa.customers.Service;
import io.washa.customers.Services;
import io.washa.ledger.Entry;
import io.washa.ledger.Ledger;
import io.washa.payments.Payment;
import io.washa.payments.PaymentPosted;
import io.washa.payments.Payments;
import io.washa.subscriptions.Renewal;
import io.washa.subscriptions.Subscriptions;
import io.washa.tenancy.Settings;
import io.washa.work.TaskHandler;
import io.washa.work.TaskType;
import java.time.Clock;
import java.time.Duration;
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
  /** Money that comes so long after it was paid was found, not told. */
  private static final Duration LATE = Duration.ofMinutes(10);

  private final JdbcClient jdbc;
  private final TransactionTemplate transaction;
  private final Payments payments;
  private final Ledger ledger;
  private final Subscriptions subscriptions;
  private final Purchases purchases;
  private final RenewFromWallet renewals;
  private final OthersServices others;
  private final Documents documents;
  private final Settings settings;
  private final Clock clock;

  ApplyPayment(
      JdbcClient jdbc,
      TransactionTemplate transaction,
      Payments payments,
      Ledger ledger,
      Subscriptions subscriptions,
      Purchases purchases,
      RenewFromWallet renewals,
      OthersServices others,
      Documents documents,
      Settings settings,
      Clock clock) {
    this.renewals = renewals;
    this.others = others;
    this.documents = documents;
    this.settings = settings;
    this.clock = clock;
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
    long balance = ledger.lockWallet(subscriber);
    if (applied(payment)) {
      return;
    }
    AllocationRules rules = settings.read(AllocationRules.CHOICE);
    Purchase purchase = purchases.of(payment, serviceId);
    boolean debtsFirst = rules.debtsFirst() && payment.price() == null;
    if (debtsFirst) {
      balance -= payDebts(payment, subscriber, balance);
    }
    Sale sale = Sale.of(balance, purchase.price(), rules);
    note(payment, sale);
    if (sale.parts() > 0) {
      sell(payment, subscriber, purchase, sale);
    }
    long left = balance - sale.taken();
    if (payment.price() == null) {
      left -= others.renew(payment, subscriber, left);
    }
    if (!debtsFirst && sale.parts() > 0) {
      long _ = payDebts(payment, subscriber, left);
    }
  }

  private boolean applied(Payment payment) {
    return jdbc.sql(
            "SELECT EXISTS (SELECT FROM payment_application WHERE payment_id = ? AND round = ?)")
        .params(payment.id(), payment.round())
        .query((row, _) -> row.getBoolean(1))
        .single();
  }

  private void note(Payment payment, Sale sale) {
    jdbc.sql(
            "INSERT INTO payment_application (payment_id, round, outcome, missing)"
                + " VALUES (?, ?, ?, ?)")
        .params(payment.id(), payment.round(), sale.outcome(), sale.missing())
        .update();
  }

  /** Pays open invoices, oldest first; returns what went into them. */
  private long payDebts(Payment payment, UUID subscriber, long balance) {
    if (balance <= 0 || documents.open(subscriber).isEmpty()) {
      return 0;
    }
    return documents.settle(subscriber, balance, payment.reference())
            instanceof SettleAnswer.Settled settled
        ? balance - settled.left()
        : 0;
  }

  private void sell(Payment payment, UUID subscriber, Purchase purchase, Sale sale) {
    var _ =
        ledger.book(
            new Entry(
                "sale",
                payment.reference(),
                payment.paidAt(),
                purchase.plan().name(),
                sale.postings(subscriber)));
    boolean late = payment.paidAt().isBefore(clock.instant().minus(LATE));
    Renewal renewal =
        subscriptions.renew(
            purchase.service(),
            purchase.plan(),
            payment.reference(),
            new Subscriptions.Stretch(sale.parts(), late));
    renewals.remind(renewal);
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
