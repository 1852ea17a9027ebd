package io.washa.billing;

import io.washa.catalog.Plan;
import io.washa.catalog.Plans;
import io.washa.customers.Service;
import io.washa.customers.Services;
import io.washa.ledger.Entry;
import io.washa.ledger.Ledger;
import io.washa.subscriptions.Renewal;
import io.washa.subscriptions.Subscriptions;
import io.washa.tenancy.Settings;
import io.washa.work.DueHandler;
import io.washa.work.DueIndex;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Renews, shortly before the end, whoever has enough in the wallet for another period. Each in a
 * transaction of its own: the wallet is locked before the subscription.
 */
@Component
class RenewFromWallet implements DueHandler {
  private static final String KIND = "renew-from-wallet";
  private static final Duration BEFORE = Duration.ofSeconds(30);

  private final JdbcClient jdbc;
  private final DueIndex due;
  private final Ledger ledger;
  private final Services services;
  private final Plans plans;
  private final Subscriptions subscriptions;
  private final Settings settings;
  private final TransactionTemplate transaction;

  RenewFromWallet(
      JdbcClient jdbc,
      DueIndex due,
      Ledger ledger,
      Services services,
      Plans plans,
      Subscriptions subscriptions,
      Settings settings,
      TransactionTemplate transaction) {
    this.jdbc = jdbc;
    this.due = due;
    this.ledger = ledger;
    this.services = services;
    this.plans = plans;
    this.subscriptions = subscriptions;
    this.settings = settings;
    this.transaction = transaction;
  }

  /** Has a subscription looked at before this period ends, if its wallet holds anything. */
  void remind(Renewal renewal) {
    boolean something =
        jdbc.sql(
                """
                SELECT EXISTS (SELECT FROM subscription u
                                 JOIN service s ON s.id = u.service_id
                                 JOIN wallet w ON w.owner = coalesce(s.payer_id, s.subscriber_id)
                                WHERE u.id = ? AND w.balance > 0)
                """)
            .param(renewal.subscription())
            .query((row, _) -> row.getBoolean(1))
            .single();
    if (something) {
      due.set(KIND, renewal.subscription(), renewal.endsAt().minus(BEFORE));
    }
  }

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public int handleDue() {
    List<UUID> subjects = Objects.requireNonNull(transaction.execute(_ -> due.due(KIND, BATCH)));
    for (UUID subscription : subjects) {
      transaction.executeWithoutResult(_ -> {
        due.clear(KIND, List.of(subscription));
        if (settings.read(AllocationRules.CHOICE).renewFromWallet()) {
          renew(subscription);
        }
      });
    }
    return subjects.size();
  }

  private void renew(UUID subscription) {
    jdbc.sql(
            """
            SELECT u.service_id, u.ends_at, coalesce(s.payer_id, s.subscriber_id) AS payer
              FROM subscription u JOIN service s ON s.id = u.service_id
             WHERE u.id = ? AND u.state IN ('active', 'grace')
            """)
        .param(subscription)
        .query((row, _) ->
            new Ending(
                row.getObject("service_id", UUID.class),
                row.getObject("payer", UUID.class),
                row.getObject("ends_at", OffsetDateTime.class).toInstant()))
        .optional()
        .ifPresent(ending -> renew(subscription, ending));
  }

  private void renew(UUID subscription, Ending ending) {
    Service service = services.findById(ending.service()).orElseThrow();
    Plan plan = plans.findById(service.planId()).orElseThrow();
    long price = plan.price().getAmountMinorLong();
    String cause = "wallet:" + subscription + ":" + ending.endsAt().getEpochSecond();
    if (ledger.lockWallet(ending.payer()) < price) {
      return;
    }
    Sale sale = new Sale(1000, price, 0, 0);
    boolean first =
        ledger
            .book(
                new Entry(
                    "sale", cause, ending.endsAt(), plan.name(), sale.postings(ending.payer())))
            .isPresent();
    if (first) {
      remind(subscriptions.renew(service, plan, cause));
    }
  }

  /** Whoever has money in the wallet and no row: those whose money came by another way. */
  @Override
  public int sweep() {
    transaction.executeWithoutResult(_ ->
        jdbc.sql(
                """
                SELECT u.id, u.ends_at FROM subscription u
                  JOIN service s ON s.id = u.service_id
                  JOIN plan p ON p.id = s.plan_id
                  JOIN wallet w ON w.owner = coalesce(s.payer_id, s.subscriber_id)
                 WHERE u.state = 'active' AND w.balance >= p.price
                   AND NOT EXISTS (SELECT FROM work.due d
                                    WHERE d.tenant = work.tenant_of_role() AND d.kind = ?
                                      AND d.subject = u.id)
                 LIMIT 1000
                """)
            .param(KIND)
            .query((row, _) ->
                new Missing(
                    row.getObject("id", UUID.class),
                    row.getObject("ends_at", OffsetDateTime.class).toInstant()))
            .list()
            .forEach(row -> due.set(KIND, row.id(), row.endsAt().minus(BEFORE))));
    return 0;
  }

  private record Ending(UUID service, UUID payer, Instant endsAt) {}

  private record Missing(UUID id, Instant endsAt) {}
}
