package io.washa.subscriptions;

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

/** What becomes of subscriptions that stay unpaid: suspended after days, closed after more. */
@Component
class Dunning implements DueHandler {
  static final String KIND = "dunning";

  private final JdbcClient jdbc;
  private final DueIndex due;
  private final Settings settings;

  Dunning(JdbcClient jdbc, DueIndex due, Settings settings) {
    this.jdbc = jdbc;
    this.due = due;
    this.settings = settings;
  }

  @Override
  public String kind() {
    return KIND;
  }

  /** Follows subscriptions that have just expired. */
  void follow(List<UUID> subscriptions) {
    next(subscriptions).forEach(step -> due.set(KIND, step.subscription(), step.at()));
  }

  @Override
  @Transactional
  public int handleDue() {
    List<UUID> subjects = due.due(KIND, BATCH);
    if (subjects.isEmpty()) {
      return 0;
    }
    Terms terms = settings.read(Terms.CHOICE);
    int moved =
        jdbc.sql(
                """
                UPDATE subscription s
                   SET state = CASE WHEN s.state = 'expired' AND :suspend > 0 THEN 'suspended'
                               ELSE 'closed' END
                  FROM (SELECT id FROM subscription
                         WHERE id = ANY (:ids)
                           AND NOT EXISTS (SELECT FROM service v
                                            WHERE v.id = service_id AND v.billing = 'postpaid')
                           AND (state = 'expired' AND :suspend > 0
                                AND ends_at + :suspend * interval '1 day' <= work.platform_now()
                                OR (state = 'suspended' OR state = 'expired' AND :suspend = 0)
                                AND :close > 0
                                AND ends_at + :close * interval '1 day' <= work.platform_now())
                         ORDER BY id FOR UPDATE SKIP LOCKED) over
                 WHERE s.id = over.id
                """)
            .param("ids", subjects.toArray(UUID[]::new))
            .param("suspend", terms.suspendAfterDays())
            .param("close", terms.closeAfterDays())
            .update();
    due.clear(KIND, subjects);
    follow(subjects);
    return moved;
  }

  private List<Step> next(List<UUID> subscriptions) {
    Terms terms = settings.read(Terms.CHOICE);
    return jdbc.sql(
            """
            SELECT s.id, s.ends_at + CASE WHEN s.state = 'expired' AND :suspend > 0 THEN :suspend
                                     ELSE :close END * interval '1 day' AS at
              FROM subscription s JOIN service v ON v.id = s.service_id
             WHERE s.id = ANY (:ids) AND v.billing = 'prepaid'
               AND (s.state = 'expired' AND (:suspend > 0 OR :close > 0)
                    OR s.state = 'suspended' AND :close > 0)
            """)
        .param("ids", subscriptions.toArray(UUID[]::new))
        .param("suspend", terms.suspendAfterDays())
        .param("close", terms.closeAfterDays())
        .query((row, _) ->
            new Step(
                row.getObject("id", UUID.class),
                row.getObject("at", OffsetDateTime.class).toInstant()))
        .list();
  }

  /** Terms may have been chosen after a subscription expired: then it is followed from here on. */
  @Override
  @Transactional
  public int sweep() {
    List<UUID> unfollowed =
        jdbc.sql(
                """
                SELECT s.id FROM subscription s
                 WHERE s.state IN ('expired', 'suspended')
                   AND NOT EXISTS (SELECT FROM work.due d
                                    WHERE d.tenant = work.tenant_of_role() AND d.kind = ?
                                      AND d.subject = s.id)
                """)
            .param(KIND)
            .query((row, _) -> row.getObject("id", UUID.class))
            .list();
    follow(unfollowed);
    return 0;
  }

  private record Step(UUID subscription, Instant at) {}
}
