package io.washa.network;

import io.washa.protocol.Applied;
import io.washa.protocol.Health;
import io.washa.protocol.Message;
import io.washa.protocol.NeedSnapshot;
import io.washa.protocol.Observed;
import io.washa.protocol.Refusals;
import io.washa.protocol.Usage;
import io.washa.work.RouterMarks;
import io.washa.work.RouterMarks.Mark;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * What a site's agent says about its routers. Each report is recorded in one short transaction of
 * the bound tenant; a report about a router that is not of the agent's site is ignored.
 */
@Component
public class RouterReports {
  private static final Logger log = LoggerFactory.getLogger(RouterReports.class);

  private final JdbcClient jdbc;
  private final RouterMarks marks;
  private final MarkRepair repair;
  private final Sessions sessions;
  private final ApplicationEventPublisher events;
  private final TransactionTemplate transaction;

  RouterReports(
      JdbcClient jdbc,
      RouterMarks marks,
      MarkRepair repair,
      Sessions sessions,
      ApplicationEventPublisher events,
      TransactionTemplate transaction) {
    this.jdbc = jdbc;
    this.marks = marks;
    this.repair = repair;
    this.sessions = sessions;
    this.events = events;
    this.transaction = transaction;
  }

  /**
   * Records what an agent stored and what became of rows.
   *
   * @param site of the agent that says so
   * @return false if ignored: a foreign router, another epoch, a generation never desired
   */
  public boolean applied(UUID site, Applied report) {
    return Objects.requireNonNull(transaction.execute(_ -> record(site, report)));
  }

  private boolean record(UUID site, Applied report) {
    if (!isOfSite(site, report.router(), "applied")) {
      return false;
    }
    Map<UUID, Long> known = lock(report);
    // Read after the locks, for whoever begins a new epoch holds them until its commit.
    Optional<Mark> mark = marks.find(report.router());
    if (mark.isEmpty()
        || mark.get().epoch() != report.epoch()
        || mark.get().desired() < report.generation()) {
      log.warn(
          "router {}: ignored a report of ({}, {}); the mark is {}",
          report.router(),
          report.epoch(),
          report.generation(),
          mark);
      return false;
    }
    List<Applied.Result> results =
        report.results().stream()
            .filter(result ->
                result.generation() <= known.getOrDefault(result.access(), Long.MIN_VALUE))
            .toList();
    if (!results.isEmpty()) {
      String list = AccessList.of(results);
      updateAccess(list);
      updateChanges(list);
      Set<UUID> applied =
          results.stream()
              .filter(result -> result.outcome() == Applied.Outcome.APPLIED)
              .map(Applied.Result::access)
              .collect(Collectors.toSet());
      if (!applied.isEmpty()) {
        events.publishEvent(new AccessConfirmed(applied));
      }
    }
    marks.observe(report.router(), report.epoch(), report.generation());
    return true;
  }

  /** The router's own rows among those named, with their newest generation, locked by id. */
  private Map<UUID, Long> lock(Applied report) {
    Map<UUID, Long> known = new HashMap<>();
    if (!report.results().isEmpty()) {
      jdbc.sql(
              """
              SELECT id, generation FROM access
               WHERE router_id = ? AND id IN
                 (SELECT access FROM json_to_recordset(?::json) AS r(access uuid))
               ORDER BY id FOR NO KEY UPDATE
              """)
          .params(report.router(), AccessList.of(report.results()))
          .query(row -> {
            known.put(row.getObject("id", UUID.class), row.getLong("generation"));
          });
    }
    return known;
  }

  private void updateAccess(String results) {
    // An outcome counts for the row only if it is about the row's newest generation.
    jdbc.sql(
            """
            UPDATE access a
               SET stored_generation = greatest(a.stored_generation, r.generation),
                   applied_generation = CASE WHEN r.outcome = 'applied'
                     THEN greatest(a.applied_generation, r.generation)
                     ELSE a.applied_generation END,
                   outcome = CASE WHEN r.generation = a.generation
                     THEN r.outcome ELSE a.outcome END,
                   error = CASE WHEN r.generation = a.generation THEN r.error ELSE a.error END
              FROM json_to_recordset(?::json)
                     AS r(access uuid, generation bigint, outcome text, error text)
             WHERE a.id = r.access
            """)
        .param(results)
        .update();
  }

  private void updateChanges(String results) {
    jdbc.sql(
            """
            WITH open AS (
              SELECT c.access_id, c.generation, r.outcome FROM access_change c
                JOIN json_to_recordset(?::json)
                       AS r(access uuid, generation bigint, outcome text)
                  ON c.access_id = r.access AND c.generation <= r.generation
               WHERE c.applied_at IS NULL
               ORDER BY c.access_id, c.generation FOR UPDATE OF c)
            UPDATE access_change c
               SET stored_at = coalesce(c.stored_at, greatest(work.platform_now(), c.sent_at)),
                   applied_at = CASE WHEN open.outcome = 'applied'
                     THEN greatest(work.platform_now(), c.sent_at) END
              FROM open
             WHERE c.access_id = open.access_id AND c.generation = open.generation
            """)
        .param(results)
        .update();
  }

  /**
   * The agent does not hold what a change builds on: the next sending is a snapshot.
   *
   * @return false if ignored: a foreign router
   */
  public boolean needSnapshot(UUID site, NeedSnapshot report) {
    return Objects.requireNonNull(
        transaction.execute(_ -> {
          boolean own = isOfSite(site, report.router(), "need-snapshot");
          if (own) {
            repair.forget(report.router());
          }
          return own;
        }));
  }

  /**
   * Records how a router is and who is online on it.
   *
   * @return false if ignored: a foreign router
   */
  public boolean observed(UUID site, Observed report) {
    return Objects.requireNonNull(
        transaction.execute(_ -> {
          boolean own = isOfSite(site, report.router(), "observed");
          if (own) {
            sessions.record(report);
            if (!report.came().isEmpty()) {
              events.publishEvent(
                  new SessionsSeen(
                      report.came().stream()
                          .map(Observed.Session::access)
                          .collect(Collectors.toSet())));
            }
            // Before the router's row: what hears of it asks what was known until now.
            events.publishEvent(report);
            updateRouter(report);
          }
          return own;
        }));
  }

  /**
   * How far sessions have counted; whoever keeps it hears of it within the transaction.
   *
   * @return false if ignored: a foreign router
   */
  public boolean usage(UUID site, Usage report) {
    return figures(site, report.router(), report);
  }

  /**
   * How a router is; whoever keeps it hears of it within the transaction.
   *
   * @return false if ignored: a foreign router
   */
  public boolean health(UUID site, Health report) {
    return figures(site, report.router(), report);
  }

  /**
   * Whom a router did not let in; whoever keeps it hears of it within the transaction.
   *
   * @return false if ignored: a foreign router
   */
  public boolean refusals(UUID site, Refusals report) {
    return figures(site, report.router(), report);
  }

  private boolean figures(UUID site, UUID router, Message report) {
    return Objects.requireNonNull(
        transaction.execute(_ -> {
          boolean own = isOfSite(site, router, report.getClass().getSimpleName());
          if (own) {
            events.publishEvent(report);
          }
          return own;
        }));
  }

  private void updateRouter(Observed report) {
    Observed.Identity identity = report.identity();
    jdbc.sql(
            """
            UPDATE router SET reachable = :reachable, error = :error,
                   heard_at = work.platform_now(),
                   identity = coalesce(:identity, identity), serial = coalesce(:serial, serial),
                   version = coalesce(:version, version),
                   last_contact = CASE WHEN :reachable THEN work.platform_now()
                     ELSE last_contact END
             WHERE id = :router
            """)
        .param("reachable", report.reachable())
        .param("error", AccessList.text(report.error()))
        .param("identity", identity == null ? null : AccessList.text(identity.name()))
        .param("serial", identity == null ? null : AccessList.text(identity.serial()))
        .param("version", identity == null ? null : AccessList.text(identity.version()))
        .param("router", report.router())
        .update();
  }

  private boolean isOfSite(UUID site, UUID router, String report) {
    boolean own =
        jdbc.sql("SELECT EXISTS (SELECT FROM router WHERE id = ? AND site_id = ?)")
            .params(router, site)
            .query(Boolean.class)
            .single();
    if (!own) {
      log.warn("ignored {} from site {} about router {}, not one of its own", report, site, router);
    }
    return own;
  }
}
