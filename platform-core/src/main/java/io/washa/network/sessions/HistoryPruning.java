package io.washa.network.sessions;

import io.washa.tenancy.Settings;
import io.washa.work.DueHandler;
import io.washa.work.DueIndex;
import java.time.Clock;
import java.time.Duration;
import java.util.UUID;
import java.util.stream.IntStream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Lets go of the history that is older than the ISP keeps it, once a day, in small batches. */
@Component
class HistoryPruning implements DueHandler {
  static final String KIND = "history";

  /** The tenant's history is one subject. */
  static final UUID ALL = new UUID(0, 0);

  static final int MOST_ROWS = 2000;
  private static final Duration PAUSE = Duration.ofDays(1);

  private final JdbcClient jdbc;
  private final DueIndex due;
  private final Settings settings;
  private final Clock clock;

  HistoryPruning(JdbcClient jdbc, DueIndex due, Settings settings, Clock clock) {
    this.jdbc = jdbc;
    this.due = due;
    this.settings = settings;
    this.clock = clock;
  }

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  @Transactional
  public int handleDue() {
    if (due.due(KIND, 1).isEmpty()) {
      return 0;
    }
    HistoryKept kept = settings.read(HistoryKept.CHOICE);
    int most =
        IntStream.of(
                sessions(kept.sessionDays()),
                usage("hour", kept.hourDays()),
                usage("day", kept.dayDays()))
            .max()
            .getAsInt();
    boolean all = most < MOST_ROWS;
    if (all) {
      due.set(KIND, ALL, clock.instant().plus(PAUSE));
    }
    return all ? 0 : BATCH;
  }

  private int sessions(int days) {
    return jdbc.sql(
            """
            DELETE FROM session WHERE id IN
              (SELECT id FROM session
                WHERE ended_at < work.platform_now() - ? * interval '1 day'
                ORDER BY ended_at LIMIT ?)
            """)
        .params(days, MOST_ROWS)
        .update();
  }

  private int usage(String grain, int days) {
    return jdbc.sql(
            """
            DELETE FROM usage WHERE (access_id, grain, begins_at) IN
              (SELECT access_id, grain, begins_at FROM usage
                WHERE grain = ? AND grain <> 'ever'
                  AND begins_at < work.platform_now() - ? * interval '1 day' LIMIT ?)
            """)
        .params(grain, days, MOST_ROWS)
        .update();
  }

  /** Has every tenant's history looked at from the first sweep on. */
  @Override
  @Transactional
  public int sweep() {
    due.setIfEarlier(KIND, ALL, clock.instant().plus(PAUSE));
    return 0;
  }
}
