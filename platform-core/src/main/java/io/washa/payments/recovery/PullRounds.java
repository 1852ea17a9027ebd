package io.washa.payments.recovery;

import io.washa.work.DueHandler;
import io.washa.work.DueIndex;
import io.washa.work.Tasks;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Has each shortcode's transactions pulled every few minutes, an hour back, or as far as nothing
 * was told. At night {@link NightRounds} has all pulled that Safaricom still knows.
 */
@Component
class PullRounds implements DueHandler {
  static final String KIND = "pull";
  private static final Duration EVERY = Duration.ofMinutes(5);
  private static final Duration HOUR = Duration.ofHours(1);

  private final JdbcClient jdbc;
  private final DueIndex due;
  private final Tasks tasks;
  private final Clock clock;

  PullRounds(JdbcClient jdbc, DueIndex due, Tasks tasks, Clock clock) {
    this.jdbc = jdbc;
    this.due = due;
    this.tasks = tasks;
    this.clock = clock;
  }

  @Override
  public String kind() {
    return KIND;
  }

  /** Begins the rounds of a shortcode. */
  void begin(UUID shortcode) {
    due.set(KIND, shortcode, clock.instant());
  }

  @Override
  @Transactional
  public int handleDue() {
    List<UUID> subjects = due.due(KIND, BATCH);
    for (UUID shortcode : subjects) {
      if (pulls(shortcode)) {
        round(shortcode);
      } else {
        due.clear(KIND, List.of(shortcode));
      }
    }
    return subjects.size();
  }

  private void round(UUID shortcode) {
    Instant now = clock.instant();
    tasks.enqueue(
        PullTransactions.TYPE, "pull:" + shortcode, new PullTransactions.Window(shortcode, HOUR));
    due.set(KIND, shortcode, now.plus(EVERY));
  }

  private boolean pulls(UUID shortcode) {
    return jdbc.sql("SELECT EXISTS (SELECT FROM shortcode WHERE id = ? AND pull = 'registered')")
        .param(shortcode)
        .query((row, _) -> row.getBoolean(1))
        .single();
  }

  @Override
  @Transactional
  public int sweep() {
    List<UUID> missing =
        jdbc.sql(
                """
                SELECT s.id FROM shortcode s
                 WHERE s.pull = 'registered'
                   AND NOT EXISTS (SELECT FROM work.due d
                                    WHERE d.tenant = work.tenant_of_role() AND d.kind = ?
                                      AND d.subject = s.id)
                """)
            .param(KIND)
            .query((row, _) -> row.getObject("id", UUID.class))
            .list();
    missing.forEach(this::begin);
    return missing.size();
  }
}
