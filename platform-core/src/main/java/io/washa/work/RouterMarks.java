package io.washa.work;

import io.washa.tenancy.TenantContext;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * One row for each router: up to which generation its desired state was raised, and up to which its
 * agent holds it. Raised in the business transaction, as its last lock.
 */
@Component
public class RouterMarks {
  private final JdbcClient jdbc;
  private final WakeUps wakeUps;

  RouterMarks(JdbcClient jdbc, WakeUps wakeUps) {
    this.jdbc = jdbc;
    this.wakeUps = wakeUps;
  }

  /**
   * How far a router is.
   *
   * @param epoch raised by restore, move and re-enrolment
   * @param desired newest generation of the desired state
   * @param observed generation that the agent is known to hold
   */
  public record Mark(UUID router, long epoch, long desired, long observed) {}

  /** Raises the router's desired generation; callers with several routers go by router id. */
  public void raise(UUID router) {
    jdbc.sql(
            """
            INSERT INTO work.router_sync (tenant, router, desired) VALUES (?, ?, 1)
            ON CONFLICT (tenant, router) DO UPDATE
              SET desired = router_sync.desired + 1, changed_at = work.platform_now()
            """)
        .params(TenantContext.current().value(), router)
        .update();
    wakeUps.afterCommit(WakeUp.ROUTERS);
  }

  /** The router's mark; empty if nothing was ever desired of it. */
  public Optional<Mark> find(UUID router) {
    return jdbc.sql(
            """
            SELECT router, epoch, desired, observed FROM work.router_sync
             WHERE tenant = ? AND router = ?
            """)
        .params(TenantContext.current().value(), router)
        .query(Mark.class)
        .optional();
  }

  /** Notes that the agent holds a generation of this epoch. */
  public void observe(UUID router, long epoch, long generation) {
    jdbc.sql(
            """
            UPDATE work.router_sync SET observed = greatest(observed, ?)
             WHERE tenant = ? AND router = ? AND epoch = ? AND observed < ? AND desired >= ?
            """)
        .params(generation, TenantContext.current().value(), router, epoch, generation, generation)
        .update();
  }

  /** Notes what the agent says it holds after all: its disk may have been lost. */
  public void correct(UUID router, long epoch, long generation) {
    jdbc.sql(
            """
            UPDATE work.router_sync SET observed = least(?, desired)
             WHERE tenant = ? AND router = ? AND epoch = ? AND observed <> ?
            """)
        .params(generation, TenantContext.current().value(), router, epoch, generation)
        .update();
    wakeUps.afterCommit(WakeUp.ROUTERS);
  }
}
