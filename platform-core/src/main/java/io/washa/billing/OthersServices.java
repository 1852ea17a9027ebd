package io.washa.billing;

import io.washa.catalog.Plan;
import io.washa.catalog.Plans;
import io.washa.customers.Service;
import io.washa.customers.Services;
import io.washa.payments.Payment;
import io.washa.subscriptions.Subscriptions;
import io.washa.tenancy.Settings;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Renews, from what a payment leaves in a payer's wallet, the other services that this wallet pays
 * for: those that are over since not too long, or nearly, the longest waiting first. Devices'
 * passes only where somebody was named to pay for them: nobody wants last week's café.
 */
@Component
class OthersServices {
  private final JdbcClient jdbc;
  private final Sales sales;
  private final Prices prices;
  private final Services services;
  private final Plans plans;
  private final Subscriptions subscriptions;
  private final Settings settings;

  OthersServices(
      JdbcClient jdbc,
      Sales sales,
      Prices prices,
      Services services,
      Plans plans,
      Subscriptions subscriptions,
      Settings settings) {
    this.jdbc = jdbc;
    this.sales = sales;
    this.prices = prices;
    this.services = services;
    this.plans = plans;
    this.subscriptions = subscriptions;
    this.settings = settings;
  }

  /**
   * Which want to be renewed. They are read before the caller locks them, for all are locked at
   * once, and once more when they are.
   */
  List<UUID> wanting(UUID payer, UUID but, AllocationRules rules) {
    return rules.renewFromWallet() ? wanting(payer, but) : List.of();
  }

  private List<UUID> wanting(UUID payer, UUID but) {
    return jdbc.sql(
            """
            SELECT s.id FROM service s LEFT JOIN subscription u ON u.service_id = s.id
             WHERE coalesce(s.payer_id, s.subscriber_id) = :payer AND s.id <> :but
               AND s.billing = 'prepaid' AND coalesce(u.state, 'new') <> 'closed'
               AND (s.method <> 'hotspot' OR s.payer_id IS NOT NULL)
               AND (u.ends_at < work.platform_now() + interval '3 days'
                    AND u.ends_at > work.platform_now() - :days * interval '1 day'
                    OR u.ends_at IS NULL AND s.payer_id IS NOT NULL
                    AND s.created_at > work.platform_now() - :days * interval '1 day')
               AND NOT EXISTS (SELECT FROM period p
                                WHERE p.subscription_id = u.id AND p.waits IS NOT NULL
                                  AND p.cancelled_at IS NULL)
             ORDER BY u.ends_at NULLS FIRST, s.id LIMIT 500
            """)
        .param("payer", payer)
        .param("but", but)
        .param("days", settings.read(WalletRules.CHOICE).revivalDays())
        .query((row, _) -> row.getObject("id", UUID.class))
        .list();
  }

  /**
   * Renews as many as the money is enough for. The wallet and they are locked by the caller.
   *
   * @param left minor units
   * @return what was spent
   */
  long renew(Payment payment, UUID payer, List<UUID> locked, long left) {
    if (left <= 0 || locked.isEmpty()) {
      return 0;
    }
    long spent = 0;
    UUID named = payment.service();
    for (UUID id : wanting(payer, named == null ? payer : named)) {
      Service service = services.findById(id).orElseThrow();
      Plan plan = plans.findById(service.planId()).orElseThrow();
      Prices.Price price = prices.of(service, plan);
      if (locked.contains(id) && price.net() <= left - spent) {
        String cause = payment.reference() + ":for:" + id;
        boolean _ =
            sales.book(
                new Sales.Sold(
                    payer, plan, price, Sale.whole(price.net()), cause, payment.paidAt()));
        var _ = subscriptions.renew(service, plan, cause);
        spent += price.net();
      }
    }
    return spent;
  }
}
