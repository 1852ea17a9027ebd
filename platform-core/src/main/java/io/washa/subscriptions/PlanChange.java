package io.washa.subscriptions;

import io.washa.catalog.Plan;
import io.washa.catalog.Plans;
import io.washa.customers.Services;
import io.washa.network.Accesses;
import io.washa.network.DesiredAccess.Allowance;
import io.washa.work.DueHandler;
import io.washa.work.DueIndex;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Lets another plan begin that was bought while time of the plan before was left: its speed comes
 * with its own time, when the time before is over, so that neither plan's days are had at the
 * other's price.
 */
@Component
class PlanChange implements DueHandler {
  static final String KIND = "plan-change";

  private final JdbcClient jdbc;
  private final DueIndex due;
  private final Accesses accesses;
  private final Services services;
  private final Plans plans;

  PlanChange(JdbcClient jdbc, DueIndex due, Accesses accesses, Services services, Plans plans) {
    this.jdbc = jdbc;
    this.due = due;
    this.accesses = accesses;
    this.services = services;
    this.plans = plans;
  }

  @Override
  public String kind() {
    return KIND;
  }

  /** Has a subscription looked at when its next other plan begins. */
  void follow(List<UUID> subscriptions) {
    jdbc.sql(
            """
            SELECT DISTINCT ON (s.id) s.id, p.starts_at
              FROM subscription s JOIN period p ON p.subscription_id = s.id
             WHERE s.id = ANY (?) AND s.state = 'active' AND p.cancelled_at IS NULL
               AND p.ends_at > work.platform_now() AND p.plan_id <> s.plan_id
               AND NOT EXISTS (SELECT FROM period w
                                WHERE w.subscription_id = s.id AND w.cancelled_at IS NULL
                                  AND (w.waits IS NOT NULL
                                       OR w.starts_at > p.starts_at
                                          AND w.starts_at <= work.platform_now()
                                          AND w.ends_at > work.platform_now()))
             ORDER BY s.id, p.starts_at
            """)
        .param(subscriptions.toArray(UUID[]::new))
        .query((row, _) ->
            new Next(
                row.getObject("id", UUID.class),
                row.getObject("starts_at", OffsetDateTime.class).toInstant()))
        .list()
        .forEach(next -> due.set(KIND, next.subscription(), next.at()));
  }

  @Override
  @Transactional
  public int handleDue() {
    List<UUID> subjects = due.due(KIND, BATCH);
    if (subjects.isEmpty()) {
      return 0;
    }
    List<UUID> locked =
        jdbc.sql(
                """
                SELECT id FROM subscription WHERE id = ANY (?) ORDER BY id FOR UPDATE SKIP LOCKED
                """)
            .param(subjects.toArray(UUID[]::new))
            .query((row, _) -> row.getObject("id", UUID.class))
            .list();
    due.clear(KIND, locked);
    List<Change> changes = changes(locked);
    follow(locked);
    accesses.lock(changes.stream().map(Change::service).toList());
    changes.forEach(this::apply);
    return locked.size();
  }

  /** What has begun; time that waits for the router has not, and is followed when it has. */
  private List<Change> changes(List<UUID> locked) {
    return jdbc.sql(
            """
            UPDATE subscription s SET plan_id = now.plan_id
              FROM (SELECT DISTINCT ON (p.subscription_id) p.subscription_id, p.plan_id
                      FROM period p
                     WHERE p.subscription_id = ANY (?) AND p.cancelled_at IS NULL
                       AND p.starts_at <= work.platform_now()
                       AND p.ends_at > work.platform_now()
                       AND NOT EXISTS (SELECT FROM period w
                                        WHERE w.subscription_id = p.subscription_id
                                          AND w.waits IS NOT NULL AND w.cancelled_at IS NULL)
                     ORDER BY p.subscription_id, p.starts_at DESC) now
             WHERE s.id = now.subscription_id AND s.state = 'active'
               AND s.plan_id <> now.plan_id
            RETURNING s.service_id, s.plan_id, s.ends_at,
                      (SELECT count(*) FROM period b
                        WHERE b.subscription_id = s.id AND b.plan_id = s.plan_id
                          AND b.cancelled_at IS NULL AND b.ends_at > work.platform_now())::int
                        AS periods
            """)
        .param(locked.toArray(UUID[]::new))
        .query((row, _) ->
            new Change(
                row.getObject("service_id", UUID.class),
                row.getObject("plan_id", UUID.class),
                row.getObject("ends_at", OffsetDateTime.class).toInstant(),
                row.getInt("periods")))
        .list();
  }

  /** Its allowance begins anew, for as many periods as were bought ahead. */
  private void apply(Change change) {
    Plan plan = plans.findById(change.plan()).orElseThrow();
    var _ =
        accesses.allow(
            DesiredAccesses.of(
                services.findById(change.service()).orElseThrow(),
                plan,
                change.endsAt(),
                DesiredAccesses.allowance(plan, change.periods(), Allowance.How.ANEW)));
  }

  @Override
  @Transactional
  public int sweep() {
    follow(
        jdbc.sql(
                """
                SELECT DISTINCT s.id FROM subscription s JOIN period p ON p.subscription_id = s.id
                 WHERE s.state = 'active' AND p.cancelled_at IS NULL AND p.plan_id <> s.plan_id
                   AND p.ends_at > work.platform_now()
                   AND NOT EXISTS (SELECT FROM work.due d
                                    WHERE d.tenant = work.tenant_of_role() AND d.kind = ?
                                      AND d.subject = s.id)
                """)
            .param(KIND)
            .query((row, _) -> row.getObject("id", UUID.class))
            .list());
    return 0;
  }

  private record Next(UUID subscription, Instant at) {}

  private record Change(UUID service, UUID plan, Instant endsAt, int periods) {}
}
