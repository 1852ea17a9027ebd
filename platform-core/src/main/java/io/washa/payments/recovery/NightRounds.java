package io.washa.payments.recovery;

import io.washa.tenancy.TenantContext;
import io.washa.tenancy.Tenants;
import io.washa.work.DueHandler;
import io.washa.work.DueIndex;
import io.washa.work.Tasks;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Has every shortcode proved each night, also one that lives on statements alone, after all that
 * Safaricom still knows of it was pulled. A night that the platform slept through is made up for
 * when it wakes.
 */
@Component
class NightRounds implements DueHandler {
  static final String KIND = "prove";
  private static final LocalTime NIGHT = LocalTime.of(2, 30);
  private static final Duration PULLED_WITHIN = Duration.ofMinutes(10);

  private final JdbcClient jdbc;
  private final DueIndex due;
  private final Tasks tasks;
  private final Tenants tenants;
  private final Clock clock;

  NightRounds(JdbcClient jdbc, DueIndex due, Tasks tasks, Tenants tenants, Clock clock) {
    this.jdbc = jdbc;
    this.due = due;
    this.tasks = tasks;
    this.tenants = tenants;
    this.clock = clock;
  }

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  @Transactional
  public int handleDue() {
    List<UUID> subjects = due.due(KIND, BATCH);
    for (UUID shortcode : subjects) {
      if (pulls(shortcode)) {
        // A key of its own: a round that waits would swallow the long look.
        tasks.enqueue(
            PullTransactions.TYPE,
            "pull-all:" + shortcode,
            new PullTransactions.Window(shortcode, PullTransactions.ALL));
      }
      tasks.enqueueIn(
          PULLED_WITHIN, ProveDay.TYPE, "proof:" + shortcode, new ProveDay.Yesterday(shortcode));
      due.set(KIND, shortcode, next(clock.instant()));
    }
    return subjects.size();
  }

  private Instant next(Instant now) {
    ZonedDateTime today = now.atZone(tenants.get(TenantContext.current()).zone()).with(NIGHT);
    return (today.toInstant().isAfter(now) ? today : today.plusDays(1)).toInstant();
  }

  private boolean pulls(UUID shortcode) {
    return jdbc.sql("SELECT EXISTS (SELECT FROM shortcode WHERE id = ? AND pull = 'registered')")
        .param(shortcode)
        .query((row, _) -> row.getBoolean(1))
        .single();
  }

  /** That a shortcode has no row is no mistake: it is new, and this is where it gets its first. */
  @Override
  @Transactional
  public int sweep() {
    List<UUID> fresh =
        jdbc.sql(
                """
                SELECT s.id FROM shortcode s
                 WHERE NOT EXISTS (SELECT FROM work.due d
                                    WHERE d.tenant = work.tenant_of_role() AND d.kind = ?
                                      AND d.subject = s.id)
                """)
            .param(KIND)
            .query((row, _) -> row.getObject("id", UUID.class))
            .list();
    fresh.forEach(shortcode -> due.set(KIND, shortcode, next(clock.instant())));
    return 0;
  }
}
