package io.washa.billing;

import io.washa.catalog.Plan;
import io.washa.catalog.Plans;
import io.washa.payments.matching.Match;
import io.washa.payments.matching.PayerHints;
import io.washa.subscriptions.HotspotPasses;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Answers what payments ask about services and passes. */
@Component
class BillingHints implements PayerHints {
  private final JdbcClient jdbc;
  private final Plans plans;
  private final HotspotPasses passes;

  BillingHints(JdbcClient jdbc, Plans plans, HotspotPasses passes) {
    this.jdbc = jdbc;
    this.plans = plans;
    this.passes = passes;
  }

  @Override
  public Map<UUID, Standing> standings(Collection<UUID> services) {
    return jdbc
        .sql(
            """
            SELECT s.id, discounted(s.id, p.price) AS price, u.ends_at
              FROM service s JOIN plan p ON p.id = s.plan_id
              LEFT JOIN subscription u ON u.service_id = s.id
             WHERE s.id = ANY (?)
            """)
        .param(services.toArray(UUID[]::new))
        .query((row, _) -> {
          OffsetDateTime end = row.getObject("ends_at", OffsetDateTime.class);
          Instant endsAt = end == null ? null : end.toInstant();
          return Map.entry(
              row.getObject("id", UUID.class), new Standing(row.getLong("price"), endsAt));
        })
        .list()
        .stream()
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  @Override
  public Optional<Match> passOf(String payCode, long amount, String payerName) {
    List<Plan> priced =
        plans.onSale().stream()
            .filter(plan -> plan.access().equals("hotspot"))
            .filter(plan -> plan.price().getAmountMinorLong() == amount)
            .toList();
    if (priced.size() != 1) {
      return Optional.empty();
    }
    Plan plan = priced.getFirst();
    return passes
        .prepare(payCode, plan, payerName)
        .map(pass ->
            new Match(
                pass.subscriber(),
                pass.service(),
                null,
                new Match.Pinned(plan.id(), amount),
                "pay code of the device"));
  }
}
