package io.washa.network;

import io.washa.protocol.Assign;
import io.washa.protocol.Hello;
import io.washa.tenancy.Secrets;
import io.washa.tenancy.TenantContext;
import io.washa.work.RouterLeases;
import io.washa.work.RouterMarks;
import io.washa.work.RouterMarks.Mark;
import io.washa.work.WakeUp;
import io.washa.work.WakeUps;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Which routers a site's agent serves, and what it holds of them when it comes back. */
@Component
public class SiteAssignments {
  private static final Logger log = LoggerFactory.getLogger(SiteAssignments.class);

  private final JdbcClient jdbc;
  private final Secrets secrets;
  private final RouterMarks marks;
  private final MarkRepair repair;
  private final Wakers wakers;
  private final TransactionTemplate transaction;

  SiteAssignments(
      JdbcClient jdbc,
      Secrets secrets,
      MarkRepair repair,
      Wakers wakers,
      TransactionTemplate transaction) {
    this.jdbc = jdbc;
    this.secrets = secrets;
    this.marks = wakers.marks();
    this.repair = repair;
    this.wakers = wakers;
    this.transaction = transaction;
  }

  /** The work module's part in this. */
  @Component
  record Wakers(RouterMarks marks, RouterLeases leases, WakeUps wakeUps) {}

  /**
   * An agent of the bound tenant's site has connected and says what its disk holds. Sets right what
   * we believed of it, and has sent again what was never confirmed.
   *
   * @return the routers it serves; to be sent before {@link #served} is called
   */
  public Assign takeUp(UUID site, List<Hello.Holding> holdings) {
    Map<UUID, Hello.Holding> held = new HashMap<>();
    holdings.forEach(holding -> held.put(holding.router(), holding));
    for (UUID router : unsettled(site, held)) {
      Hello.Holding holding = held.getOrDefault(router, new Hello.Holding(router, 0, 0));
      // One transaction for each router: its access rows are locked before its mark, and no mark
      // before another router's rows.
      transaction.executeWithoutResult(_ -> compare(holding));
    }
    return current(site);
  }

  /**
   * The routers about which agent and platform do not agree. Most often there are none, and
   * thousands of agents that come back at once need no more than this look.
   */
  private List<UUID> unsettled(UUID site, Map<UUID, Hello.Holding> held) {
    List<UUID> unsettled = new ArrayList<>();
    jdbc.sql(
            """
            SELECT r.id, coalesce(s.epoch, 1) AS epoch, coalesce(s.observed, 0) AS observed,
                   EXISTS (SELECT FROM access a
                            WHERE a.router_id = r.id
                              AND least(a.stored_generation, a.applied_generation) < a.generation)
                     AS unconfirmed
              FROM router r
              LEFT JOIN work.router_sync s ON s.tenant = ? AND s.router = r.id
             WHERE r.site_id = ? ORDER BY r.id
            """)
        .params(TenantContext.current().value(), site)
        .query(row -> {
          UUID router = row.getObject("id", UUID.class);
          long epoch = row.getLong("epoch");
          Hello.Holding holding = held.getOrDefault(router, new Hello.Holding(router, epoch, 0));
          if (row.getBoolean("unconfirmed")
              || holding.epoch() != epoch
              || holding.generation() != row.getLong("observed")) {
            unsettled.add(router);
          }
        });
    return unsettled;
  }

  private void compare(Hello.Holding held) {
    UUID router = held.router();
    repair.resetUnconfirmed(router);
    Mark mark = marks.find(router).orElse(new Mark(router, 1, 0, 0));
    long generation = held.epoch() == mark.epoch() ? held.generation() : 0;
    if (held.epoch() > mark.epoch() || generation > mark.desired()) {
      log.warn(
          "router {}: its agent holds ({}, {}), newer than ({}, {}) here; beginning a new epoch",
          router,
          held.epoch(),
          held.generation(),
          mark.epoch(),
          mark.desired());
      repair.newEpoch(router, held.epoch());
    } else if (generation < mark.observed()) {
      repair.forget(router);
    } else if (generation > mark.observed()) {
      // Its answer was lost. Rows that no answer named are sent again, now on this base.
      marks.correct(router, mark.epoch(), generation);
    }
    repair.raiseIfMissing(router);
  }

  /** The agent has been told its routers and takes what is sent to them. */
  public void served(UUID site) {
    wakers.leases().retryNow(TenantContext.current(), routers(site));
    wakers.wakeUps().afterCommit(WakeUp.ROUTERS);
  }

  /** The site's routers with opened passwords, by id. */
  public Assign current(UUID site) {
    List<Assign.Router> assigned = new ArrayList<>();
    jdbc.sql(
            """
            SELECT r.id, coalesce(s.epoch, 1) AS epoch, r.name, r.host, r.port, r.username,
                   r.password, r.local_address, r.pool, r.pool_ranges
              FROM router r
              LEFT JOIN work.router_sync s ON s.tenant = ? AND s.router = r.id
             WHERE r.site_id = ? ORDER BY r.id
            """)
        .params(TenantContext.current().value(), site)
        .query(row -> {
          UUID router = row.getObject("id", UUID.class);
          try {
            assigned.add(
                new Assign.Router(
                    router,
                    row.getLong("epoch"),
                    row.getString("name"),
                    row.getString("host"),
                    row.getInt("port"),
                    null,
                    row.getString("username"),
                    secrets.open("router", row.getBytes("password")),
                    new Assign.Pppoe(
                        row.getString("local_address"),
                        row.getString("pool"),
                        row.getString("pool_ranges"))));
          } catch (Secrets.SealBrokenException e) {
            log.error("router {} is not assigned: {}", router, e.getMessage());
          }
        });
    return new Assign(assigned);
  }

  /** Another agent was enrolled for the site: what the one before stored counts no longer. */
  public void agentReplaced(UUID site) {
    for (UUID router : routers(site)) {
      transaction.executeWithoutResult(_ -> repair.newEpoch(router, 0));
    }
  }

  private List<UUID> routers(UUID site) {
    return jdbc.sql("SELECT id FROM router WHERE site_id = ? ORDER BY id")
        .param(site)
        .query((row, _) -> row.getObject(1, UUID.class))
        .list();
  }
}
