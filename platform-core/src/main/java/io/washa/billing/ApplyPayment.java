package io.washa.billing;

import io.washa.billing.AllocationRules.Claim;
import io.washa.billing.AllocationRules.ShortPayment;
import io.washa.catalog.Plan;
import io.washa.catalog.Plans;
import io.washa.customers.Service;
import io.washa.customers.Services;
import io.washa.ledger.Ledger;
import io.washa.payments.Payment;
import io.washa.payments.PaymentPosted;
import io.washa.payments.Payments;
import io.washa.subscriptions.Subscriptions;
import io.washa.tenancy.Settings;
import io.washa.work.TaskHandler;
import io.washa.work.TaskType;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Transaction 2 of a payment: takes the price out of the wallet and renews the service, or leaves
 * the money in the wallet if it is not enough; pays invoices that are due, before or after, as the
 * ISP chose. Money for a postpaid service pays its invoices. Once for each payment.
 */
@Component
class ApplyPayment implements TaskHandler<PaymentPosted> {
  /** Money that comes so long after it was paid was found, not told. */
  private static final Duration LATE = Duration.ofMinutes(10);

  private final JdbcClient jdbc;
  private final TransactionTemplate transaction;
  private final Payments payments;
  private final Ledger ledger;
  private final Sales sales;
  private final Subscriptions subscriptions;
  private final Purchases purchases;
  private final OthersServices others;
  private final OpenInvoices invoices;
  private final Reconnecting reconnecting;
  private final PostpaidPayments postpaid;
  private final Settings settings;
  private final Clock clock;

  ApplyPayment(
      JdbcClient jdbc,
      TransactionTemplate transaction,
      Payments payments,
      Ledger ledger,
      Sales sales,
      Subscriptions subscriptions,
      Purchases purchases,
      OthersServices others,
      OpenInvoices invoices,
      Reconnecting reconnecting,
      PostpaidPayments postpaid,
      Settings settings,
      Clock clock) {
    this.jdbc = jdbc;
    this.transaction = transaction;
    this.payments = payments;
    this.ledger = ledger;
    this.sales = sales;
    this.subscriptions = subscriptions;
    this.purchases = purchases;
    this.others = others;
    this.invoices = invoices;
    this.reconnecting = reconnecting;
    this.postpaid = postpaid;
    this.settings = settings;
    this.clock = clock;
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
    Payment seen =
        payments
            .find(id)
            .orElseThrow(() -> new TaskHandler.TaskRefusedException("there is no payment " + id));
    UUID subscriber = seen.subscriber();
    if (subscriber == null) {
      // Its match was taken back before this ran: the next match enqueues another.
      return;
    }
    long balance = ledger.lockWallet(subscriber);
    // What was read before the lock may have been undone, matched anew or reversed meanwhile.
    Payment payment = payments.find(id).orElseThrow();
    UUID service = payment.service();
    if (service == null
        || !subscriber.equals(payment.subscriber())
        || payment.round() != seen.round()
        || payments.isReversed(id)
        || applied(payment)) {
      return;
    }
    if (postpaid.pays(service)) {
      note(payment, "settled", postpaid.apply(payment, subscriber, balance));
    } else {
      allocate(payment, subscriber, service, balance);
    }
  }

  private void allocate(Payment payment, UUID subscriber, UUID service, long balance) {
    AllocationRules rules = settings.read(AllocationRules.CHOICE);
    Purchase purchase = purchases.of(payment, service);
    boolean prompted = payment.price() != null;
    List<UUID> besides =
        prompted || balance <= purchase.price().net()
            ? List.of()
            : others.wanting(subscriber, service, rules);
    lock(service, besides);
    reconnecting.charge(subscriber, service);
    long left = balance;
    Sale sale = null;
    for (Claim claim : rules.orderFor(prompted)) {
      if (claim == Claim.SERVICES) {
        sale = sell(payment, subscriber, new Offer(purchase, rules), left);
        left -= sale.taken();
        left -= others.renew(payment, subscriber, besides, left);
      } else if (left > 0 && (sale == null || sale.buys())) {
        // Money that is too little for a service that comes first waits for the rest.
        String cause = OpenInvoices.cause(payment.reference(), claim);
        left -= invoices.settle(subscriber, left, cause, invoices.due(subscriber, claim));
      }
    }
    note(payment, Objects.requireNonNull(sale).outcome(), sale.missing());
  }

  /**
   * All at once where there are several, or where a fee takes the series of invoices in between.
   */
  private void lock(UUID service, List<UUID> besides) {
    if (!besides.isEmpty() || reconnecting.costs()) {
      List<UUID> all = new ArrayList<>(besides);
      all.add(service);
      subscriptions.lock(all);
    }
  }

  private boolean applied(Payment payment) {
    return jdbc.sql(
            "SELECT EXISTS (SELECT FROM payment_application WHERE payment_id = ? AND round = ?)")
        .params(payment.id(), payment.round())
        .query((row, _) -> row.getBoolean(1))
        .single();
  }

  private void note(Payment payment, String outcome, long missing) {
    jdbc.sql(
            "INSERT INTO payment_application (payment_id, round, outcome, missing)"
                + " VALUES (?, ?, ?, ?)")
        .params(payment.id(), payment.round(), outcome, missing)
        .update();
  }

  private Sale sell(Payment payment, UUID subscriber, Offer offer, long balance) {
    Purchase purchase = offer.purchase();
    int days =
        balance < purchase.price().net() && offer.rules().shortPayment() == ShortPayment.PART
            ? subscriptions.daysOf(purchase.service(), purchase.plan())
            : 0;
    Sale sale = Sale.of(balance, purchase.price().net(), days, offer.rules());
    if (sale.buys()) {
      boolean _ =
          sales.book(
              new Sales.Sold(
                  subscriber,
                  purchase.plan(),
                  purchase.price(),
                  sale,
                  payment.reference(),
                  payment.paidAt()));
      boolean late = payment.paidAt().isBefore(clock.instant().minus(LATE));
      var _ =
          subscriptions.renew(
              purchase.service(),
              purchase.plan(),
              payment.reference(),
              new Subscriptions.Stretch(sale.parts(), late, sale.days()));
    }
    return sale;
  }

  private record Offer(Purchase purchase, AllocationRules rules) {}

  /** What a payment is to buy. */
  record Purchase(Service service, Plan plan, Prices.Price price) {}

  /** Finds what a payment is to buy: what its prompt pinned, else the service's own plan. */
  @Component
  static class Purchases {
    private final Services services;
    private final Plans plans;
    private final Prices prices;

    Purchases(Services services, Plans plans, Prices prices) {
      this.services = services;
      this.plans = plans;
      this.prices = prices;
    }

    Purchase of(Payment payment, UUID serviceId) {
      Service service = services.findById(serviceId).orElseThrow();
      UUID chosen = payment.plan();
      Plan plan = plans.findById(chosen == null ? service.planId() : chosen).orElseThrow();
      Long pinned = payment.price();
      return new Purchase(
          service,
          plan,
          pinned == null ? prices.of(service, plan) : prices.of(service, plan, pinned));
    }
  }
}
