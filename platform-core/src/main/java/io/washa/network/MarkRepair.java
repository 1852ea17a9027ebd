package io.washa.network;

import io.washa.tenancy.TenantContext;
import io.washa.work.RouterMarks;
import io.washa.work.WakeUp;
import io.washa.work.WakeUps;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Brings what we believe an agent holds back to what it does hold. Called inside a transaction, of
 * which each call locks one router's access rows by id and then its mark.
 */
@Component
class MarkRepair {
  private static final String UNCONFIRMED =
      "applied_generation < generation AND stored_generation > applied_generation";

  /** What left the router and is known to be gone is not spoken of again. */
  private static final String STORED =
      "stored_generation > 0 AND NOT (removed AND applied_generation >= generation)";

  private final JdbcClient jdbc;
  private final RouterMarks marks;
  private final WakeUps wakeUps;

  MarkRepair(JdbcClient jdbc, RouterMarks marks, WakeUps wakeUps) {
    this.jdbc = jdbc;
    this.marks = marks;
    this.wakeUps = wakeUps;
  }

  /** Nothing is known to be stored at the site: the next sending is a snapshot. */
  void forget(UUID router) {
    forgetRows(router);
    marks.find(router).ifPresent(mark -> marks.correct(router, mark.epoch(), 0));
  }

  /**
   * Begins a new epoch, above the router's and above another that was met. What a site stored under
   * an older one counts for nothing from now on.
   */
  void newEpoch(UUID router, long above) {
    forgetRows(router);
    jdbc.sql(
            """
            INSERT INTO work.router_sync (tenant, router, epoch, desired)
            VALUES (?, ?, greatest(1, ?) + 1, 1)
            ON CONFLICT (tenant, router) DO UPDATE
              SET epoch = greatest(router_sync.epoch, ?) + 1, desired = router_sync.desired + 1,
                  observed = 0, changed_at = work.platform_now()
            """)
        .params(TenantContext.current().value(), router, above, above)
        .update();
    wakeUps.afterCommit(WakeUp.ROUTERS);
  }

  /**
   * Has rows count as not stored that a router was never seen to hold: their confirmation may have
   * been lost with a connection.
   */
  void resetUnconfirmed(UUID router) {
    lock(router, UNCONFIRMED);
    jdbc.sql(
            "UPDATE access SET stored_generation = applied_generation WHERE router_id = ? AND "
                + UNCONFIRMED)
        .param(router)
        .update();
  }

  /** Marks the router if rows are to be sent and nothing says so yet. */
  void raiseIfMissing(UUID router) {
    boolean missing =
        jdbc.sql(
                "SELECT EXISTS (SELECT FROM access"
                    + " WHERE router_id = ? AND stored_generation < generation)")
            .param(router)
            .query(Boolean.class)
            .single();
    boolean behind = marks.find(router).map(mark -> mark.desired() > mark.observed()).orElse(false);
    if (missing && !behind) {
      marks.raise(router);
    }
  }

  private void forgetRows(UUID router) {
    lock(router, STORED);
    jdbc.sql("UPDATE access SET stored_generation = 0 WHERE router_id = ? AND " + STORED)
        .param(router)
        .update();
  }

  private void lock(UUID router, String condition) {
    jdbc.sql(
            "SELECT count(*) FROM (SELECT id FROM access WHERE router_id = ? AND "
                + condition
                + " ORDER BY id FOR NO KEY UPDATE) locked")
        .param(router)
        .query(Long.class)
        .single();
  }
}
