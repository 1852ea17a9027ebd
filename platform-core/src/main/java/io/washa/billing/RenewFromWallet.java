package io.washa.billing;

import io.washa.billing.AllocationRules.Claim;
import io.washa.catalog.Plan;
import io.washa.catalog.Plans;
import io.washa.customers.Service;
import io.washa.customers.Services;
import io.washa.ledger.Ledger;
import io.washa.ledger.WalletCredited;
import io.washa.subscriptions.SubscriptionRenewed;
import io.washa.subscriptions.Subscriptions;
import io.washa.tenancy.Settings;
import io.washa.work.DueHandler;
import io.washa.work.DueIndex;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Renews, shortly before the end or when money came after it, whoever has enough in the wallet for
 * another period; invoices that are due and come first are paid before. Each in a transaction of
 * its own: the wallet is locked before the subscription.
 */
@Component
class RenewFromWallet implements DueHandler {
  private static final String KIND = "renew-from-wallet";
  private static final Duration BEFORE = Duration.ofSeconds(30);

  /** Entries that bring money without a payment, whose own task would renew. */
  static final Set<String> NOT_PAYMENTS = Set.of("credit", "deposit-back", "credit_note");

  private static final String ENDING =
      """
      SELECT u.id, u.service_id, u.ends_at
        FROM subscription u JOIN service s ON s.id = u.service_id
       WHERE s.billing = 'prepaid'
         AND (u.state = 'active'
              OR u.state IN ('grace', 'promised', 'expired', 'suspended')
              AND s.method <> 'hotspot'
              AND u.ends_at > work.platform_now() - :days * interval '1 day')
         AND NOT EXISTS (SELECT FROM period p
                          WHERE p.subscription_id = u.id AND p.waits IS NOT NULL
                            AND p.cancelled_at IS NULL)
      """;
  private static final String WANTING =
      """
         AND EXISTS (SELECT FROM wallet w JOIN plan n ON n.id = s.plan_id
                      WHERE w.owner = coalesce(s.payer_id, s.subscriber_id)
                        AND w.balance >= discounted(s.id, n.price))
         AND (:payer::uuid IS NULL OR coalesce(s.payer_id, s.subscriber_id) = :payer::uuid)
         AND NOT EXISTS (SELECT FROM work.due d
                          WHERE d.tenant = work.tenant_of_role() AND d.kind = :kind
                            AND d.subject = u.id)
       ORDER BY u.ends_at LIMIT 1000
      """;

  private final JdbcClient jdbc;
  private final DueIndex due;
  private final Ledger ledger;
  private final Services services;
  private final Plans plans;
  private final Sales sales;
  private final Prices prices;
  private final Subscriptions subscriptions;
  private final OpenInvoices invoices;
  private final Settings settings;
  private final OneByOne oneByOne;
  private final TransactionTemplate transaction;

  RenewFromWallet(
      JdbcClient jdbc,
      DueIndex due,
      Ledger ledger,
      Services services,
      Plans plans,
      Sales sales,
      Prices prices,
      Subscriptions subscriptions,
      OpenInvoices invoices,
      Settings settings,
      OneByOne oneByOne,
      TransactionTemplate transaction) {
    this.jdbc = jdbc;
    this.due = due;
    this.ledger = ledger;
    this.services = services;
    this.plans = plans;
    this.sales = sales;
    this.prices = prices;
    this.subscriptions = subscriptions;
    this.invoices = invoices;
    this.settings = settings;
    this.oneByOne = oneByOne;
    this.transaction = transaction;
  }

  /** Has a subscription looked at before its new end, if its wallet holds anything. */
  @EventListener
  void remind(SubscriptionRenewed renewed) {
    boolean something =
        jdbc.sql(
                """
                SELECT EXISTS (SELECT FROM subscription u
                                 JOIN service s ON s.id = u.service_id
                                 JOIN wallet w ON w.owner = coalesce(s.payer_id, s.subscriber_id)
                                WHERE u.id = ? AND w.balance > 0)
                """)
            .param(renewed.subscription())
            .query((row, _) -> row.getBoolean(1))
            .single();
    if (something) {
      due.set(KIND, renewed.subscription(), renewed.endsAt().minus(BEFORE));
    }
  }

  /** Has services looked at whose payer got money that no payment brought: nobody else does. */
  @EventListener
  void credited(WalletCredited credited) {
    if (NOT_PAYMENTS.contains(credited.kind())) {
      remind(wanting(credited.owner()));
    }
  }

  private void remind(List<Ending> wanting) {
    wanting.forEach(
        each -> due.setIfEarlier(KIND, each.subscription(), each.endsAt().minus(BEFORE)));
  }

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public int handleDue() {
    return oneByOne.handle(KIND, this::renew);
  }

  private void renew(UUID subscription) {
    Optional<Paying> paying = paying(subscription);
    if (paying.isEmpty()) {
      due.clear(KIND, List.of(subscription));
      return;
    }
    UUID payer = paying.get().payer();
    long balance = ledger.lockWallet(payer);
    subscriptions.lock(List.of(paying.get().service()));
    if (!due.isDue(KIND, subscription)) {
      // Somebody else renewed it while this waited for the wallet.
      return;
    }
    due.clear(KIND, List.of(subscription));
    AllocationRules rules = settings.read(AllocationRules.CHOICE);
    if (rules.renewFromWallet()) {
      ending(subscription).ifPresent(ending -> renew(payer, ending, balance, rules));
    }
  }

  private Optional<Paying> paying(UUID subscription) {
    return jdbc.sql(
            """
            SELECT s.id, coalesce(s.payer_id, s.subscriber_id) AS payer
              FROM subscription u JOIN service s ON s.id = u.service_id WHERE u.id = ?
            """)
        .param(subscription)
        .query((row, _) ->
            new Paying(row.getObject("payer", UUID.class), row.getObject("id", UUID.class)))
        .optional();
  }

  /** A locked subscription that may be renewed: paid before, not yet begun ones not. */
  private Optional<Ending> ending(UUID subscription) {
    return jdbc.sql(ENDING + " AND u.id = :id")
        .param("days", settings.read(WalletRules.CHOICE).revivalDays())
        .param("id", subscription)
        .query((row, _) -> ending(row))
        .optional();
  }

  private static Ending ending(ResultSet row) throws SQLException {
    return new Ending(
        row.getObject("id", UUID.class),
        row.getObject("service_id", UUID.class),
        row.getObject("ends_at", OffsetDateTime.class).toInstant());
  }

  private void renew(UUID payer, Ending ending, long balance, AllocationRules rules) {
    Service service = services.findById(ending.service()).orElseThrow();
    Plan plan = plans.findById(service.planId()).orElseThrow();
    Prices.Price price = prices.of(service, plan);
    String cause = "wallet:" + ending.subscription() + ":" + ending.endsAt().getEpochSecond();
    long left = balance;
    for (Claim claim : rules.order()) {
      if (claim == Claim.SERVICES) {
        break;
      }
      left -=
          invoices.settle(
              payer, left, OpenInvoices.cause(cause, claim), invoices.due(payer, claim));
    }
    if (left < price.net()) {
      return;
    }
    if (sales.book(
        new Sales.Sold(payer, plan, price, Sale.whole(price.net()), cause, ending.endsAt()))) {
      var _ = subscriptions.renew(service, plan, cause);
    }
  }

  /** Whoever has money in the wallet and no row: those whose money came by another way. */
  @Override
  public int sweep() {
    transaction.executeWithoutResult(_ -> remind(wanting(null)));
    return 0;
  }

  /** Subscriptions that a wallet, or all wallets, are enough for and that nobody looks at. */
  private List<Ending> wanting(@Nullable UUID payer) {
    if (!settings.read(AllocationRules.CHOICE).renewFromWallet()) {
      return List.of();
    }
    return jdbc.sql(ENDING + WANTING)
        .param("days", settings.read(WalletRules.CHOICE).revivalDays())
        .param("payer", payer, Types.OTHER)
        .param("kind", KIND)
        .query((row, _) -> ending(row))
        .list();
  }

  private record Paying(UUID payer, UUID service) {}

  private record Ending(UUID subscription, UUID service, Instant endsAt) {}
}
