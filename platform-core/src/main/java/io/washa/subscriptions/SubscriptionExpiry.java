package io.washa.subscriptions;

import io.washa.network.Accesses;
import io.washa.work.DueHandler;
import io.washa.work.DueIndex;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Ends subscriptions whose time is over, and with them their access. */
@Component
class SubscriptionExpiry implements DueHandler {
  static final String KIND = "subscription";

  private final JdbcClient jdbc;
  private final DueIndex due;
  private final Accesses accesses;

  SubscriptionExpiry(JdbcClient jdbc, DueIndex due, Accesses accesses) {
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
    List<Ended> ended =
        jdbc.sql(
                """
                UPDATE subscription s SET state = 'expired'
                  FROM (SELECT id FROM subscription
                         WHERE id = ANY (?) AND state = 'active' AND ends_at <= work.platform_now()
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
      return 0;
    }
    due.clear(KIND, ended.stream().map(Ended::id).toList());
    accesses.forbid(ended.stream().map(Ended::service).toList());
    return ended.size();
  }

  /** Removes rows whose subscription is over or gone; one that another worker holds is left. */
  private void clearStale(List<UUID> subjects) {
    List<UUID> over =
        jdbc.sql(
                """
                SELECT subject FROM unnest(?::uuid[]) AS subject
                 WHERE NOT EXISTS (SELECT FROM subscription
                                    WHERE id = subject AND state = 'active')
                """)
            .param(subjects.toArray(UUID[]::new))
            .query((row, _) -> row.getObject("subject", UUID.class))
            .list();
    if (!over.isEmpty()) {
      due.clear(KIND, over);
    }
  }

  @Override
  @Transactional
  public int sweep() {
    List<Missing> missing =
        jdbc.sql(
                """
                SELECT s.id, s.ends_at FROM subscription s
                 WHERE s.state = 'active'
                   AND NOT EXISTS (SELECT FROM work.due d
                                    WHERE d.tenant = work.tenant_of_role() AND d.kind = ?
                                      AND d.subject = s.id AND d.due_at = s.ends_at)
                 ORDER BY s.id FOR UPDATE OF s SKIP LOCKED
                """)
            .param(KIND)
            .query((row, _) ->
                new Missing(
                    row.getObject("id", UUID.class),
                    row.getObject("ends_at", java.time.OffsetDateTime.class).toInstant()))
            .list();
    missing.forEach(row -> due.set(KIND, row.id(), row.endsAt()));
    return missing.size();
  }

  private record Ended(UUID id, UUID service) {}

  private record Missing(UUID id, java.time.Instant endsAt) {}
}
