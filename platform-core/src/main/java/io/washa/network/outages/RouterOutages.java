package io.washa.network.outages;

import io.washa.network.RouterTransport;
import io.washa.protocol.Observed;
import io.washa.tenancy.Settings;
import io.washa.tenancy.TenantContext;
import io.washa.work.DueHandler;
import io.washa.work.DueIndex;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Outages of routers that cannot be reached, because they do not answer their agent or because that
 * is away. Every router is due for a look again and again, so that nobody has to say that it is
 * gone; a report that it answers ends its outage at once.
 */
@Component
public class RouterOutages implements DueHandler {
  static final String KIND = "router-outage";
  private static final String ROUTER =
      "SELECT id, site_id, reachable, heard_at, down_since, outage FROM router";

  private final JdbcClient jdbc;
  private final OutageBook book;
  private final DueIndex due;
  private final Settings settings;
  private final RouterTransport transport;
  private final TransactionTemplate transaction;
  private final Clock clock;

  RouterOutages(
      JdbcClient jdbc,
      OutageBook book,
      DueIndex due,
      Settings settings,
      RouterTransport transport,
      TransactionTemplate transaction,
      Clock clock) {
    this.jdbc = jdbc;
    this.book = book;
    this.due = due;
    this.settings = settings;
    this.transport = transport;
    this.transaction = transaction;
    this.clock = clock;
  }

  private record Router(
      UUID id,
      UUID site,
      boolean reachable,
      @Nullable Instant heard,
      @Nullable Instant down,
      @Nullable UUID outage) {}

  @EventListener
  void observed(Observed report) {
    // The router's row first, as everywhere here.
    Optional<Router> router = lock(report.router());
    if (report.reachable()) {
      router.ifPresent(this::answers);
    } else if (router.isPresent() && router.get().down() == null) {
      downSince(report.router(), clock.instant());
      due.setIfEarlier(KIND, report.router(), clock.instant().plus(patience()));
    }
  }

  private void answers(Router router) {
    if (router.down() != null) {
      jdbc.sql("UPDATE router SET down_since = NULL WHERE id = ?").param(router.id()).update();
    }
    end(router);
  }

  /** The agent of a site of the bound tenant is not connected any more. */
  public void agentLeft(UUID site) {
    transaction.executeWithoutResult(_ -> {
      Instant look = clock.instant().plus(patience());
      jdbc
          .sql(
              """
              UPDATE router SET down_since = coalesce(down_since, work.platform_now())
               WHERE site_id = ? RETURNING id
              """)
          .param(site)
          .query((row, _) -> row.getObject("id", UUID.class))
          .list()
          .stream()
          .sorted()
          .forEach(router -> due.setIfEarlier(KIND, router, look));
    });
  }

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public int handleDue() {
    List<UUID> subjects = due.due(KIND, BATCH);
    for (UUID router : subjects) {
      // Who is connected is asked of Redis, which no transaction waits for.
      boolean connected =
          find(router)
              .map(found -> transport.agentConnected(TenantContext.current(), found.site()))
              .orElse(false);
      transaction.executeWithoutResult(_ -> look(router, connected));
    }
    return subjects.size();
  }

  private void look(UUID id, boolean connected) {
    Optional<Router> locked = lock(id);
    if (locked.isEmpty()) {
      due.clear(KIND, List.of(id));
      return;
    }
    Router router = locked.get();
    Instant now = clock.instant();
    Duration patience = patience();
    if (router.heard() == null || (connected && router.reachable())) {
      // Nobody was ever connected by it, or all is well.
      answers(router);
      due.set(KIND, id, now.plus(patience));
      return;
    }
    Instant since = downSince(router, now, patience);
    if (since.plus(patience).isAfter(now)) {
      due.set(KIND, id, since.plus(patience));
    } else {
      begin(router, since, connected ? "router_silent" : "agent_away");
      due.set(KIND, id, now.plus(patience));
    }
  }

  /** Since it was last heard of if that is not long ago; an older agent speaks seldom. */
  private Instant downSince(Router router, Instant now, Duration patience) {
    Instant known = router.down();
    if (known != null) {
      return known;
    }
    Instant heard = router.heard();
    Instant since =
        heard != null && heard.isAfter(now.minus(patience.multipliedBy(2))) ? heard : now;
    downSince(router.id(), since);
    return since;
  }

  private void downSince(UUID router, Instant since) {
    jdbc.sql("UPDATE router SET down_since = ?::timestamptz WHERE id = ?")
        .params(since.toString(), router)
        .update();
  }

  private void begin(Router router, Instant since, String reason) {
    if (router.outage() == null) {
      book.begin(
              router.site(),
              Outage.noticed(
                  Outage.ROUTER,
                  router.id(),
                  reason,
                  paid(router.id()),
                  new Outage.Since(since, clock.instant())))
          .ifPresent(outage ->
              jdbc.sql("UPDATE router SET outage = ? WHERE id = ?")
                  .params(outage, router.id())
                  .update());
    }
  }

  /** Ends the router's outage, if one lasts; who paid meanwhile was affected, too. */
  private void end(Router router) {
    UUID outage = router.outage();
    if (outage != null) {
      List<UUID> lately = paid(router.id());
      book.end(
          router.site(),
          each -> each.id().equals(outage),
          each -> each.over(clock.instant(), lately, null));
      jdbc.sql("UPDATE router SET outage = NULL WHERE id = ?").param(router.id()).update();
    }
  }

  private List<UUID> paid(UUID router) {
    return jdbc.sql(
            "SELECT service_id FROM access WHERE router_id = ? AND enabled ORDER BY service_id")
        .param(router)
        .query((row, _) -> row.getObject("service_id", UUID.class))
        .list();
  }

  private Optional<Router> find(UUID id) {
    return jdbc.sql(ROUTER + " WHERE id = ?").param(id).query((row, _) -> router(row)).optional();
  }

  private Optional<Router> lock(UUID id) {
    return jdbc.sql(ROUTER + " WHERE id = ? FOR NO KEY UPDATE")
        .param(id)
        .query((row, _) -> router(row))
        .optional();
  }

  private static Router router(ResultSet row) throws SQLException {
    return new Router(
        row.getObject("id", UUID.class),
        row.getObject("site_id", UUID.class),
        row.getBoolean("reachable"),
        instant(row.getObject("heard_at", OffsetDateTime.class)),
        instant(row.getObject("down_since", OffsetDateTime.class)),
        row.getObject("outage", UUID.class));
  }

  private static @Nullable Instant instant(@Nullable OffsetDateTime at) {
    return at == null ? null : at.toInstant();
  }

  private Duration patience() {
    return Duration.ofMinutes(settings.read(OutageRules.CHOICE).minutes());
  }

  /** Has every router looked at from the first sweep on. */
  @Override
  public int sweep() {
    transaction.executeWithoutResult(_ ->
        jdbc.sql(
                """
                SELECT id FROM router
                 WHERE NOT EXISTS (SELECT FROM work.due d
                                    WHERE d.tenant = work.tenant_of_role() AND d.kind = ?
                                      AND d.subject = router.id)
                 ORDER BY id
                """)
            .param(KIND)
            .query((row, _) -> row.getObject("id", UUID.class))
            .list()
            .forEach(router -> due.setIfEarlier(KIND, router, clock.instant().plus(patience()))));
    return 0;
  }
}
