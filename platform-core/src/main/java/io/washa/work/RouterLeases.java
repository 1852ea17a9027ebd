package io.washa.work;

import io.washa.tenancy.TenantId;
import io.washa.tenancy.WorkerDatabase;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Component;

/**
 * Who is sending a router its desired state. Only one worker at a time does; one that dies is
 * relieved when its lease runs out.
 */
@Component
public class RouterLeases {
  private final WorkerDatabase database;
  private final String holder = UUID.randomUUID().toString();

  RouterLeases(WorkerDatabase database) {
    this.database = database;
  }

  /** A router of a tenant. */
  public record TenantRouter(TenantId tenant, UUID router) {}

  /**
   * A router whose agent does not hold the newest generation.
   *
   * @param failed whether the last try failed
   */
  public record Behind(TenantRouter router, boolean failed) {}

  /** The routers that are behind and may be tried now; those whose last try failed come last. */
  public List<Behind> behind(int limit) {
    return database
        .jdbc()
        .sql(
            """
            SELECT s.tenant, s.router, coalesce(l.failures, 0) > 0 AS failed FROM router_sync s
              LEFT JOIN router_lease l ON l.tenant = s.tenant AND l.router = s.router
             WHERE s.desired > s.observed
               AND (l.held_until IS NULL OR l.held_until < platform_now())
               AND (l.not_before IS NULL OR l.not_before <= platform_now())
             ORDER BY failed, s.changed_at LIMIT ?
            """)
        .param(limit)
        .query((row, _) ->
            new Behind(
                new TenantRouter(
                    new TenantId(row.getLong("tenant")), row.getObject("router", UUID.class)),
                row.getBoolean("failed")))
        .list();
  }

  /**
   * Takes the router's lease.
   *
   * @return whether this worker now has it
   */
  public boolean take(TenantRouter router, Duration length) {
    return database
            .jdbc()
            .sql(
                """
                INSERT INTO router_lease AS l (tenant, router, holder, held_until)
                VALUES (?, ?, ?, platform_now() + ? * interval '1 millisecond')
                ON CONFLICT (tenant, router) DO UPDATE
                  SET holder = excluded.holder, held_until = excluded.held_until
                  WHERE l.held_until IS NULL OR l.held_until < platform_now()
                """)
            .params(router.tenant().value(), router.router(), holder, length.toMillis())
            .update()
        == 1;
  }

  /** Gives the lease back after the agent took the rows. */
  public void succeeded(TenantRouter router) {
    database
        .jdbc()
        .sql(
            """
            UPDATE router_lease
               SET holder = NULL, held_until = NULL, not_before = NULL, failures = 0, error = NULL
             WHERE tenant = ? AND router = ? AND holder = ?
            """)
        .params(router.tenant().value(), router.router(), holder)
        .update();
  }

  /**
   * Gives the lease back after a failure; the next try waits longer each time, up to half a minute,
   * with jitter.
   */
  public void failed(TenantRouter router, String error) {
    database
        .jdbc()
        .sql(
            """
            UPDATE router_lease
               SET holder = NULL, held_until = NULL, failures = failures + 1, error = left(?, 500),
                   not_before = platform_now()
                     + least(30000, 500 * 2 ^ least(failures, 8)) * (0.75 + random() / 2)
                     * interval '1 millisecond'
             WHERE tenant = ? AND router = ? AND holder = ?
            """)
        .params(error, router.tenant().value(), router.router(), holder)
        .update();
  }

  /** Lets the next look try as if it were the first try: the routers' agent has just connected. */
  public void retryNow(TenantId tenant, Collection<UUID> routers) {
    database
        .jdbc()
        .sql(
            "UPDATE router_lease SET not_before = NULL, failures = 0"
                + " WHERE tenant = ? AND router = ANY (?)")
        .params(tenant.value(), routers.toArray(UUID[]::new))
        .update();
  }
}
