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
    Terms terms = settings.read(Terms.CHOICE);
    int given = terms.graceHours() > 0 ? giveGrace(subjects, terms) : 0;
    List<Ended> ended =
        jdbc.sql(
                """
                UPDATE subscription s SET state = 'expired'
                  FROM (SELECT id FROM subscription
                         WHERE id = ANY (?)
                           AND (state = 'active' AND ends_at <= work.platform_now()
                                OR state IN ('grace', 'promised')
                                   AND lent_until <= work.platform_now())
                           AND NOT EXISTS (SELECT FROM period p
                                            WHERE p.subscription_id = subscription.id
                                              AND p.waits IS NOT NULL)
                         ORDER BY id FOR UPDATE SKIP LOCKED) over
                 WHERE s.id = over.id
                RETURNING s.id, s.service_id
                """)
            .param(subjects.toArray(UUID[]::new))
            .query((row, _) ->
                new Ended(row.getObject("id", UUID.class), row.getObject("service_id", UUID.class)))
            .list();
    if (ended.isEmpty()) {
      clearStale(subjects);
      return given;
    }
    List<UUID> ids = ended.stream().map(Ended::id).toList();
    due.clear(KIND, ids);
    accesses.forbid(ended.stream().map(Ended::service).toList());
    if (terms.suspendAfterDays() > 0) {
      dunning.follow(ids);
    }
    return ended.size() + given;
  }

  /** Those whose paid time is over keep their internet for a while. */
  private int giveGrace(List<UUID> subjects, Terms terms) {
    List<Lent> lent =
        jdbc.sql(
                """
                UPDATE subscription s
                   SET state = 'grace', lent_from = ends_at,
                       lent_until = ends_at + ? * interval '1 hour'
                  FROM (SELECT id FROM subscription
                         WHERE id = ANY (?) AND state = 'active' AND ends_at <= work.platform_now()
                           AND NOT EXISTS (SELECT FROM period p
                                            WHERE p.subscription_id = subscription.id
                                              AND p.waits IS NOT NULL)
                         ORDER BY id FOR UPDATE SKIP LOCKED) over
                 WHERE s.id = over.id
                RETURNING s.id, s.service_id, s.lent_until
                """)
            .params(terms.graceHours(), subjects.toArray(UUID[]::new))
            .query((row, _) ->
                new Lent(
                    row.getObject("id", UUID.class),
                    row.getObject("service_id", UUID.class),
                    row.getObject("lent_until", OffsetDateTime.class).toInstant()))
            .list();
    lent.forEach(each -> due.set(KIND, each.id(), each.until()));
    lent.forEach(each -> accesses.moveEnd(each.service(), each.until()));
    return lent.size();
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
                 WHERE NOT EXISTS (SELECT FROM subscription
                                    WHERE id = subject
                                      AND state IN ('active', 'grace', 'promised'))
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
                  FROM subscription s
                 WHERE s.state IN ('active', 'grace', 'promised')
                   AND NOT EXISTS (SELECT FROM period p
                                    WHERE p.subscription_id = s.id AND p.waits IS NOT NULL)
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

  private record Ended(UUID id, UUID service) {}

  private record Missing(UUID id, Instant endsAt) {}
}
