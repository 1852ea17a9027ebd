package io.washa.subscriptions;

import io.washa.network.Accesses;
import io.washa.tenancy.Settings;
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
 * Ends subscriptions whose time is over, and with them their access: first the paid time, then what
 * was lent as grace or on a promise.
 */
@Component
class SubscriptionExpiry implements DueHandler {
  static final String KIND = "subscription";

  private final JdbcClient jdbc;
  private final DueIndex due;
  private final Accesses accesses;
  private final Settings settings;
  private final Dunning dunning;

  SubscriptionExpiry(
      JdbcClient jdbc, DueIndex due, Accesses accesses, Settings settings, Dunning dunning) {
    this.settings = settings;
    this.dunning = dunning;
    this.jdbc = jdbc;
    this.due = due;
    this.accesses = accesses;
  }

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  @Transactional
  public int handleDue() {
    List<UUID> subjects = due.due(KIND, BATCH);
    if (subjects.isEmpty()) {
      return 0;
    }
    List<Over> over = lockOver(subjects);
    if (over.isEmpty()) {
      clearStale(subjects);
      return 0;
    }
    int graceHours = settings.read(Terms.CHOICE).graceHours();
    List<UUID> lend =
        over.stream()
            .filter(each -> graceHours > 0 && each.state().equals("active"))
            .map(Over::id)
            .toList();
    List<UUID> end = over.stream().map(Over::id).filter(id -> !lend.contains(id)).toList();
    List<Accesses.End> lent = lend.isEmpty() ? List.of() : lend(lend, graceHours);
    List<UUID> ended = end(end);
    accesses.lock(over.stream().map(Over::service).toList());
    accesses.moveEnds(lent);
    accesses.forbid(ended);
    return over.size();
  }

  /**
   * Those that are over and nobody else works on. Who waits for time to begin, and who pays
   * afterwards, is not over.
   */
  private List<Over> lockOver(List<UUID> subjects) {
    List<UUID> locked =
        jdbc.sql(
                """
                SELECT id FROM subscription
                 WHERE id = ANY (?)
                   AND (state = 'active' AND ends_at <= work.platform_now()
                        OR state IN ('grace', 'promised') AND lent_until <= work.platform_now())
                 ORDER BY id FOR UPDATE SKIP LOCKED
                """)
            .param(subjects.toArray(UUID[]::new))
            .query((row, _) -> row.getObject("id", UUID.class))
            .list();
    return jdbc.sql(
            """
            SELECT s.id, s.service_id, s.state
              FROM subscription s JOIN service v ON v.id = s.service_id
             WHERE s.id = ANY (?) AND v.billing = 'prepaid'
               AND NOT EXISTS (SELECT FROM period p
                                WHERE p.subscription_id = s.id AND p.waits IS NOT NULL
                                  AND p.cancelled_at IS NULL)
             ORDER BY s.id
            """)
        .param(locked.toArray(UUID[]::new))
        .query((row, _) ->
            new Over(
                row.getObject("id", UUID.class),
                row.getObject("service_id", UUID.class),
                row.getString("state")))
        .list();
  }

  /** Whose paid time is over keeps the internet for a while, at most as long as the plan lasts. */
  private List<Accesses.End> lend(List<UUID> over, int hours) {
    List<Lent> lent =
        jdbc.sql(
                """
                UPDATE subscription s
                   SET state = 'grace', lent_from = s.ends_at,
                       lent_until = s.ends_at + least(:hours * interval '1 hour',
                                      (p.period_count || ' ' || p.period_unit)::interval)
                  FROM plan p WHERE s.id = ANY (:ids) AND p.id = s.plan_id
                RETURNING s.id, s.service_id, s.lent_until
                """)
            .param("hours", hours)
            .param("ids", over.toArray(UUID[]::new))
            .query((row, _) ->
                new Lent(
                    row.getObject("id", UUID.class),
                    row.getObject("service_id", UUID.class),
                    row.getObject("lent_until", OffsetDateTime.class).toInstant()))
            .list();
    lent.forEach(each -> due.set(KIND, each.id(), each.until()));
    return lent.stream().map(each -> new Accesses.End(each.service(), each.until())).toList();
  }

  private List<UUID> end(List<UUID> over) {
    List<UUID> services =
        jdbc.sql(
                "UPDATE subscription SET state = 'expired' WHERE id = ANY (?) RETURNING service_id")
            .param(over.toArray(UUID[]::new))
            .query((row, _) -> row.getObject("service_id", UUID.class))
            .list();
    due.clear(KIND, over);
    dunning.follow(over);
    return services;
  }

  /**
   * Removes rows whose subscription is over or gone; one that another worker holds is left, and one
   * whose time has not begun is looked at again later.
   */
  private void clearStale(List<UUID> subjects) {
    List<UUID> over =
        jdbc.sql(
                """
                SELECT subject FROM unnest(?::uuid[]) AS subject
                 WHERE NOT EXISTS (SELECT FROM subscription s
                                     JOIN service v ON v.id = s.service_id
                                    WHERE s.id = subject AND v.billing = 'prepaid'
                                      AND s.state IN ('active', 'grace', 'promised'))
                """)
            .param(subjects.toArray(UUID[]::new))
            .query((row, _) -> row.getObject("subject", UUID.class))
            .list();
    if (!over.isEmpty()) {
      due.clear(KIND, over);
    }
    jdbc.sql(
            """
            SELECT p.subscription_id, work.platform_now() + interval '5 minutes' AS later
              FROM period p
             WHERE p.subscription_id = ANY (?) AND p.waits IS NOT NULL
               AND p.cancelled_at IS NULL
            """)
        .param(subjects.toArray(UUID[]::new))
        .query((row, _) ->
            new Missing(
                row.getObject("subscription_id", UUID.class),
                row.getObject("later", OffsetDateTime.class).toInstant()))
        .list()
        .forEach(waiting -> due.set(KIND, waiting.id(), waiting.endsAt()));
  }

  @Override
  @Transactional
  public int sweep() {
    List<Missing> missing =
        jdbc.sql(
                """
                SELECT s.id, CASE s.state WHEN 'active' THEN s.ends_at ELSE s.lent_until END AS ends_at
                  FROM subscription s JOIN service v ON v.id = s.service_id
                 WHERE s.state IN ('active', 'grace', 'promised') AND v.billing = 'prepaid'
                   AND NOT EXISTS (SELECT FROM period p
                                    WHERE p.subscription_id = s.id AND p.waits IS NOT NULL
                                      AND p.cancelled_at IS NULL)
                   AND NOT EXISTS (SELECT FROM work.due d
                                    WHERE d.tenant = work.tenant_of_role() AND d.kind = ?
                                      AND d.subject = s.id
                                      AND d.due_at = CASE s.state WHEN 'active' THEN s.ends_at
                                                     ELSE s.lent_until END)
                 ORDER BY s.id FOR UPDATE OF s SKIP LOCKED
                """)
            .param(KIND)
            .query((row, _) ->
                new Missing(
                    row.getObject("id", UUID.class),
                    row.getObject("ends_at", OffsetDateTime.class).toInstant()))
            .list();
    missing.forEach(row -> due.set(KIND, row.id(), row.endsAt()));
    return missing.size();
  }

  private record Lent(UUID id, UUID service, Instant until) {}

  private record Over(UUID id, UUID service, String state) {}

  private record Missing(UUID id, Instant endsAt) {}
}
