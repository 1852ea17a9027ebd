package io.washa.subscriptions;

import io.washa.catalog.Plan;
import io.washa.customers.Service;
import io.washa.network.Accesses;
import io.washa.work.DueIndex;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * The time of services that are paid afterwards, within the caller's transaction, which has locked
 * their subscriptions: no period is bought, and nothing expires by itself.
 */
@Component
@Transactional(propagation = Propagation.MANDATORY)
public class PostpaidTime {
  private final JdbcClient jdbc;
  private final SubscriptionRows rows;
  private final DueIndex due;
  private final Accesses accesses;

  PostpaidTime(JdbcClient jdbc, SubscriptionRows rows, DueIndex due, Accesses accesses) {
    this.jdbc = jdbc;
    this.rows = rows;
    this.due = due;
    this.accesses = accesses;
  }

  /** Until when a service is paid; empty if it never was. */
  public Optional<Instant> paidUntil(UUID service) {
    return jdbc.sql("SELECT ends_at FROM subscription WHERE service_id = ? AND ends_at IS NOT NULL")
        .param(service)
        .query((row, _) -> row.getObject(1, OffsetDateTime.class).toInstant())
        .optional();
  }

  /** Switches a service on until an instant. */
  public void putOn(Service service, Plan plan, Instant until) {
    SubscriptionRows.State state = rows.lock(service.id(), plan.id());
    jdbc.sql("UPDATE period SET waits = NULL WHERE subscription_id = ? AND waits IS NOT NULL")
        .param(state.id())
        .update();
    jdbc.sql(
            """
            UPDATE subscription
               SET state = 'active', plan_id = ?, ends_at = ?, lent_from = NULL, lent_until = NULL,
                   promised = false, started_at = coalesce(started_at, work.platform_now())
             WHERE id = ?
            """)
        .params(plan.id(), SubscriptionRows.utc(until), state.id())
        .update();
    var _ = accesses.allow(DesiredAccesses.of(service, plan, until));
  }

  /** Carries on, until an instant, those services that are on. */
  public void extend(List<UUID> services, Instant until) {
    List<UUID> extended =
        jdbc.sql(
                """
                UPDATE subscription SET ends_at = :until
                 WHERE service_id = ANY (:services) AND state = 'active' AND ends_at < :until
                RETURNING service_id
                """)
            .param("until", SubscriptionRows.utc(until))
            .param("services", services.toArray(UUID[]::new))
            .query((row, _) -> row.getObject("service_id", UUID.class))
            .list();
    accesses.moveEnds(extended.stream().map(id -> new Accesses.End(id, until)).toList());
  }

  /** Switches services off. */
  public void cut(List<UUID> services) {
    jdbc.sql("UPDATE subscription SET state = 'suspended' WHERE service_id = ANY (?)")
        .param(services.toArray(UUID[]::new))
        .update();
    accesses.forbid(services);
  }

  /** From here on the service is prepaid again, and paid until this instant. */
  public void finish(UUID service, Instant until) {
    jdbc.sql("UPDATE subscription SET ends_at = ? WHERE service_id = ? RETURNING id, state")
        .params(SubscriptionRows.utc(until), service)
        .query((row, _) -> new Finished(row.getObject("id", UUID.class), row.getString("state")))
        .optional()
        .filter(finished -> finished.state().equals("active"))
        .ifPresent(finished -> due.set(SubscriptionExpiry.KIND, finished.subscription(), until));
    accesses.moveEnd(service, until);
  }

  private record Finished(UUID subscription, String state) {}
}
