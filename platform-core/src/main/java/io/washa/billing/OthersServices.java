package io.washa.billing;

import io.washa.catalog.Plan;
import io.washa.catalog.Plans;
import io.washa.customers.Service;
import io.washa.customers.Services;
import io.washa.ledger.Entry;
import io.washa.ledger.Ledger;
import io.washa.payments.Payment;
import io.washa.subscriptions.Subscriptions;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Renews, from what a payment leaves in a payer's wallet, the other services that this wallet pays
 * for: those that are over or nearly, the longest waiting first.
 */
@Component
class OthersServices {
  private final JdbcClient jdbc;
  private final Ledger ledger;
  private final Services services;
  private final Plans plans;
  private final Subscriptions subscriptions;

  OthersServices(
      JdbcClient jdbc, Ledger ledger, Services services, Plans plans, Subscriptions subscriptions) {
    this.jdbc = jdbc;
    this.ledger = ledger;
    this.services = services;
    this.plans = plans;
    this.subscriptions = subscriptions;
  }

  /**
   * Renews as many as the money is enough for. The wallet is locked by the caller.
   *
   * @param left minor units
   * @return what was spent
   */
  long renew(Payment payment, UUID payer, long left) {
    if (left <= 0) {
      return 0;
    }
    long spent = 0;
    for (UUID id : wanting(payer, payment.service())) {
      Service service = services.findById(id).orElseThrow();
      Plan plan = plans.findById(service.planId()).orElseThrow();
      long price = plan.price().getAmountMinorLong();
      if (price <= left - spent) {
        String cause = payment.reference() + ":for:" + id;
        var _ =
            ledger.book(
                new Entry(
                    "sale",
                    cause,
                    payment.paidAt(),
                    plan.name(),
                    new Sale(1000, price, 0, 0).postings(payer)));
        var _ = subscriptions.renew(service, plan, cause);
        spent += price;
      }
    }
    return spent;
  }

  private List<UUID> wanting(UUID payer, @org.jspecify.annotations.Nullable UUID but) {
    return jdbc.sql(
            """
            SELECT s.id FROM service s LEFT JOIN subscription u ON u.service_id = s.id
             WHERE s.payer_id = ? AND s.id <> ?
               AND (u.ends_at IS NULL OR u.ends_at < work.platform_now() + interval '3 days')
               AND coalesce(u.state, 'new') <> 'closed'
             ORDER BY u.ends_at NULLS FIRST, s.id LIMIT 500
            """)
        .params(payer, but == null ? payer : but)
        .query((row, _) -> row.getObject("id", UUID.class))
        .list();
  }
}
