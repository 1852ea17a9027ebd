package io.washa.network.outages;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** The bound tenant's outages: those that were noticed, and those that a person declares. */
@Component
public class Outages {
  private static final int LONGEST_REASON = 300;
  private static final String LINE =
      """
      SELECT o.id, o.kind, s.name AS site, r.name AS router, o.reason,
             cardinality(o.services) AS affected, o.began_at, o.ended_at, o.declared_by, o.ended_by
        FROM outage o JOIN site s ON s.id = o.site_id LEFT JOIN router r ON r.id = o.router_id
      """;

  private final JdbcClient jdbc;
  private final OutageBook book;
  private final Clock clock;

  Outages(JdbcClient jdbc, OutageBook book, Clock clock) {
    this.jdbc = jdbc;
    this.book = book;
    this.clock = clock;
  }

  /**
   * An outage.
   *
   * @param kind {@code router} or {@code site}, or "declared" if a person said so
   * @param reason {@code router_silent}, {@code agent_away}, {@code sessions_dropped}, or the words
   *     of whoever declared it
   * @param affected how many services
   * @param endedAt null while it lasts
   */
  public record Line(
      UUID id,
      String kind,
      String site,
      @Nullable String router,
      String reason,
      int affected,
      Instant beganAt,
      @Nullable Instant endedAt,
      @Nullable String declaredBy,
      @Nullable String endedBy) {}

  /** Somebody affected. */
  public record Person(UUID subscriber, String name, String account, String phone) {}

  /** Those that last and those that were, the newest first. */
  public List<Line> newest(int limit) {
    return jdbc.sql(LINE + " ORDER BY o.ended_at IS NOT NULL, o.began_at DESC LIMIT ?")
        .param(limit)
        .query((row, _) -> line(row))
        .list();
  }

  /** The newest of a router, and of its whole site. */
  public List<Line> ofRouter(UUID router, int limit) {
    return jdbc.sql(
            LINE
                + """
                 WHERE o.router_id = :router
                    OR o.router_id IS NULL
                       AND o.site_id = (SELECT site_id FROM router WHERE id = :router)
                 ORDER BY o.began_at DESC LIMIT :limit
                """)
        .param("router", router)
        .param("limit", limit)
        .query((row, _) -> line(row))
        .list();
  }

  /** Who is, or was, affected, by name. */
  public List<Person> people(UUID outage, int limit) {
    return jdbc.sql(
            """
            SELECT DISTINCT c.id AS subscriber, c.first_name || ' ' || c.last_name AS name,
                   c.account_number AS account, c.phone
              FROM outage o JOIN service v ON v.id = ANY (o.services)
              JOIN subscriber c ON c.id = v.subscriber_id
             WHERE o.id = ? ORDER BY name, account LIMIT ?
            """)
        .params(outage, limit)
        .query((row, _) ->
            new Person(
                row.getObject("subscriber", UUID.class),
                row.getString("name"),
                row.getString("account"),
                row.getString("phone")))
        .list();
  }

  /**
   * Declares an outage of a site, which affects everybody there whose access is on.
   *
   * @param reason for people
   * @param who declares it, as the audit names people
   * @return empty if there is no such site, or one is declared for it that lasts
   */
  @Transactional
  public Optional<UUID> declare(UUID site, String reason, String who) {
    String words = reason.strip();
    List<UUID> paid =
        jdbc.sql(
                """
                SELECT a.service_id FROM access a JOIN router r ON r.id = a.router_id
                 WHERE r.site_id = ? AND a.enabled ORDER BY a.service_id
                """)
            .param(site)
            .query((row, _) -> row.getObject("service_id", UUID.class))
            .list();
    return words.isEmpty()
        ? Optional.empty()
        : book.begin(
            site,
            Outage.declared(
                words.substring(0, Math.min(LONGEST_REASON, words.length())),
                paid,
                clock.instant(),
                who));
  }

  /**
   * Ends an outage by hand; one of a router ends by itself, when that answers.
   *
   * @return false if there is no such outage that lasts
   */
  @Transactional
  public boolean end(UUID outage, String who) {
    return jdbc.sql("SELECT site_id FROM outage WHERE id = ?")
        .param(outage)
        .query((row, _) -> row.getObject("site_id", UUID.class))
        .optional()
        .filter(site -> end(site, outage, who) == 1)
        .isPresent();
  }

  private int end(UUID site, UUID outage, String who) {
    return book.end(
        site,
        each -> each.id().equals(outage) && !each.kind().equals(Outage.ROUTER),
        each -> each.over(clock.instant(), List.of(), who));
  }

  private static Line line(ResultSet row) throws SQLException {
    OffsetDateTime ended = row.getObject("ended_at", OffsetDateTime.class);
    return new Line(
        row.getObject("id", UUID.class),
        row.getString("kind"),
        row.getString("site"),
        row.getString("router"),
        row.getString("reason"),
        row.getInt("affected"),
        row.getObject("began_at", OffsetDateTime.class).toInstant(),
        ended == null ? null : ended.toInstant(),
        row.getString("declared_by"),
        row.getString("ended_by"));
  }
}
