package io.washa.network.outages;

import io.washa.network.sessions.SessionsDropped;
import io.washa.protocol.Observed;
import io.washa.tenancy.Settings;
import io.washa.work.DueHandler;
import io.washa.work.DueIndex;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Outages of places: many sessions of a site drop within a minute though its router answers, as
 * when an estate loses its power. Looked at a minute later, for most drops are back by then.
 */
@Component
class SiteOutages implements DueHandler {
  static final String KIND = "site-outage";
  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final Duration NEXT_LOOK = Duration.ofMinutes(10);

  private final JdbcClient jdbc;
  private final OutageBook book;
  private final DueIndex due;
  private final Settings settings;
  private final Clock clock;

  SiteOutages(JdbcClient jdbc, OutageBook book, DueIndex due, Settings settings, Clock clock) {
    this.jdbc = jdbc;
    this.book = book;
    this.due = due;
    this.settings = settings;
    this.clock = clock;
  }

  private record Dropped(UUID site, long sessions) {}

  @EventListener
  void dropped(SessionsDropped event) {
    jdbc.sql(
            """
            SELECT own.site_id AS site, count(*) AS sessions
              FROM router own JOIN router r ON r.site_id = own.site_id
              JOIN session s ON s.router_id = r.id
             WHERE own.id = ? AND s.ended_at > work.platform_now() - interval '1 minute'
               AND s.cause IS DISTINCT FROM 'off'
             GROUP BY own.site_id
            """)
        .param(event.router())
        .query(Dropped.class)
        .optional()
        .filter(each -> each.sessions() >= settings.read(OutageRules.CHOICE).sessions())
        .ifPresent(each -> due.setIfEarlier(KIND, each.site(), clock.instant().plus(PATIENCE)));
  }

  @EventListener
  void observed(Observed report) {
    if (!report.came().isEmpty()) {
      jdbc.sql(
              """
              SELECT s.id AS site_id FROM router r JOIN site s ON s.id = r.site_id
               WHERE r.id = ? AND s.dropped_out
              """)
          .param(report.router())
          .query((row, _) -> row.getObject("site_id", UUID.class))
          .optional()
          .ifPresent(this::endIfOver);
    }
  }

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  @Transactional
  public int handleDue() {
    List<UUID> sites = due.due(KIND, BATCH);
    for (UUID site : sites) {
      endIfOver(site);
      begin(site);
      if (book.lasting(site).stream().anyMatch(each -> each.kind().equals(Outage.SITE))) {
        due.set(KIND, site, clock.instant().plus(NEXT_LOOK));
      }
    }
    if (!sites.isEmpty()) {
      due.clear(KIND, sites);
    }
    return sites.size();
  }

  /** Who dropped within the last minutes, is paid, and has not come again. */
  private record Out(UUID service, Instant since) {}

  private void begin(UUID site) {
    List<Out> out =
        jdbc.sql(
                """
                SELECT a.service_id, max(s.ended_at) AS ended_at
                  FROM session s JOIN router r ON r.id = s.router_id
                  JOIN access a ON a.id = s.access_id
                 WHERE r.site_id = ? AND a.enabled AND NOT a.online
                   AND s.ended_at > work.platform_now() - interval '3 minutes'
                   AND s.cause IS DISTINCT FROM 'off'
                 GROUP BY a.service_id ORDER BY a.service_id
                """)
            .param(site)
            .query((row, _) ->
                new Out(
                    row.getObject("service_id", UUID.class),
                    row.getObject("ended_at", OffsetDateTime.class).toInstant()))
            .list();
    OutageRules rules = settings.read(OutageRules.CHOICE);
    if (out.size() >= rules.sessions()
        && out.size() * 100L >= rules.percent() * (out.size() + online(site))) {
      Instant began = out.stream().map(Out::since).min(Instant::compareTo).orElseThrow();
      var _ =
          book.begin(
              site,
              Outage.noticed(
                  Outage.SITE,
                  null,
                  "sessions_dropped",
                  out.stream().map(Out::service).toList(),
                  new Outage.Since(began, clock.instant())));
    }
  }

  private long online(UUID site) {
    return jdbc.sql(
            """
            SELECT count(*) FROM access a JOIN router r ON r.id = a.router_id
             WHERE r.site_id = ? AND a.online
            """)
        .param(site)
        .query((row, _) -> row.getLong(1))
        .single();
  }

  /** Over when at least half of those affected are online again, or need not be. */
  private void endIfOver(UUID site) {
    book.end(
        site,
        each -> each.kind().equals(Outage.SITE) && isOver(each),
        each -> each.over(clock.instant(), List.of(), null));
  }

  private boolean isOver(Outage outage) {
    long still =
        jdbc.sql(
                """
                SELECT count(*) FROM access
                 WHERE service_id = ANY (?) AND enabled AND NOT online
                """)
            .param(outage.services().toArray(UUID[]::new))
            .query((row, _) -> row.getLong(1))
            .single();
    return 2 * still <= outage.services().size();
  }

  /** Nothing is missing: a drop that was not looked at is old news. */
  @Override
  public int sweep() {
    return 0;
  }
}
