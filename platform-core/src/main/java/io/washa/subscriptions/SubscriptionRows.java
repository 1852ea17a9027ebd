package io.washa.subscriptions;

import io.washa.catalog.Plan;
import io.washa.network.Accesses;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The rows of subscriptions and their periods. */
@Component
class SubscriptionRows {
  private final JdbcClient jdbc;

  SubscriptionRows(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * How a locked subscription stands.
   *
   * @param plan in effect: those that were bought for later are not
   * @param state as in the database
   * @param used how much was used before it was paid
   * @param waits what its time waits for to begin; null if it has begun
   * @param anchorDay the day of the month on which its months end
   */
  record State(
      UUID id,
      UUID service,
      UUID plan,
      String state,
      Instant endsAt,
      Instant now,
      Duration used,
      @Nullable String waits,
      @Nullable Integer anchorDay) {
    /** Whether the internet is on. */
    boolean on() {
      return state.equals("active") || state.equals("grace") || state.equals("promised");
    }

    /** Whether another period follows what was paid before: time that waits is not over. */
    boolean goesOn() {
      return waits != null || endsAt.isAfter(now);
    }
  }

  /** A way that a period goes to the router. */
  record Way(Accesses.Raised raised, @Nullable String waits) {}

  /** A period that was taken back. */
  record TakenBack(Instant startsAt, Instant endsAt, @Nullable String waits) {
    Duration length() {
      return Duration.between(startsAt, endsAt);
    }
  }

  /** Locks a service's subscription, made first if there is none. */
  State lock(UUID service, UUID plan) {
    jdbc.sql(
            "INSERT INTO subscription (service_id, plan_id) VALUES (?, ?)"
                + " ON CONFLICT (service_id) DO NOTHING")
        .params(service, plan)
        .update();
    lock(List.of(service));
    return jdbc.sql(STATE + " WHERE service_id = ?")
        .param(service)
        .query((row, _) -> state(row))
        .single();
  }

  /** Locks those subscriptions of services that there are, in the order of their ids. */
  void lock(Collection<UUID> services) {
    jdbc.sql("SELECT id FROM subscription WHERE service_id = ANY (?) ORDER BY id FOR UPDATE")
        .param(services.toArray(UUID[]::new))
        .query(row -> {});
  }

  /** Locks the subscription that a cause renewed; empty if none, or it was taken back. */
  Optional<State> lockByCause(String cause) {
    return jdbc.sql(
            """
            SELECT s.id FROM period p JOIN subscription s ON s.id = p.subscription_id
             WHERE p.cause = ? AND p.cancelled_at IS NULL FOR UPDATE OF s
            """)
        .param(cause)
        .query((row, _) -> row.getObject(1, UUID.class))
        .optional()
        .map(id ->
            // A statement of its own: one that had to wait sees other tables as before its wait.
            jdbc.sql(STATE + " WHERE id = ?").param(id).query((row, _) -> state(row)).single());
  }

  private static final String STATE =
      """
      SELECT id, service_id, plan_id, state, coalesce(ends_at, '-infinity') AS ends_at, anchor_day,
             work.platform_now() AS now,
             coalesce(extract(epoch FROM
               least(work.platform_now(), lent_until) - lent_from), 0)::bigint AS used,
             (SELECT p.waits FROM period p
               WHERE p.subscription_id = subscription.id AND p.waits IS NOT NULL
                 AND p.cancelled_at IS NULL ORDER BY p.starts_at LIMIT 1) AS waits
        FROM subscription\
      """;

  private static State state(ResultSet row) throws SQLException {
    return new State(
        row.getObject("id", UUID.class),
        row.getObject("service_id", UUID.class),
        row.getObject("plan_id", UUID.class),
        row.getString("state"),
        row.getObject("ends_at", OffsetDateTime.class).toInstant(),
        row.getObject("now", OffsetDateTime.class).toInstant(),
        Duration.ofSeconds(Math.max(0, row.getLong("used"))),
        row.getString("waits"),
        row.getObject("anchor_day", Integer.class));
  }

  Optional<Renewal> find(String cause) {
    return jdbc.sql("SELECT subscription_id, starts_at, ends_at FROM period WHERE cause = ?")
        .param(cause)
        .query((row, _) ->
            new Renewal(
                row.getObject("subscription_id", UUID.class),
                row.getObject("starts_at", OffsetDateTime.class).toInstant(),
                row.getObject("ends_at", OffsetDateTime.class).toInstant()))
        .optional();
  }

  void renew(State state, UUID planInEffect, Reckoning next) {
    jdbc.sql(
            """
            UPDATE subscription
               SET state = 'active', plan_id = ?, ends_at = ?, started_at = coalesce(started_at, ?),
                   lent_from = NULL, lent_until = NULL, promised = false, anchor_day = ?
             WHERE id = ?
            """)
        .params(planInEffect, utc(next.end()), utc(next.start()), next.anchorDay(), state.id())
        .update();
  }

  void record(Renewal renewal, Plan plan, String cause, Optional<Way> way) {
    jdbc.sql(
            """
            INSERT INTO period (subscription_id, cause, plan_id, starts_at, ends_at,
                                access_id, access_generation, waits)
            VALUES (:subscription, :cause, :plan, :start, :end, :access, :generation, :waits)
            """)
        .param("subscription", renewal.subscription())
        .param("cause", cause)
        .param("plan", plan.id())
        .param("start", utc(renewal.startsAt()))
        .param("end", utc(renewal.endsAt()))
        .param("access", way.map(each -> each.raised().access()).orElse(null), Types.OTHER)
        .param("generation", way.map(each -> each.raised().generation()).orElse(null), Types.BIGINT)
        .param("waits", way.map(Way::waits).orElse(null), Types.VARCHAR)
        .update();
  }

  /**
   * Takes a period back. Those behind it move up by its length; if it waited, the next one waits.
   *
   * @return empty if it was taken back before
   */
  Optional<TakenBack> takeBack(UUID subscription, String cause) {
    Optional<TakenBack> found =
        jdbc.sql(
                """
                UPDATE period p SET cancelled_at = work.platform_now(), waits = NULL
                  FROM (SELECT id, waits FROM period WHERE cause = ? AND cancelled_at IS NULL) o
                 WHERE p.id = o.id RETURNING p.starts_at, p.ends_at, o.waits
                """)
            .param(cause)
            .query((row, _) ->
                new TakenBack(
                    row.getObject("starts_at", OffsetDateTime.class).toInstant(),
                    row.getObject("ends_at", OffsetDateTime.class).toInstant(),
                    row.getString("waits")))
            .optional();
    found.ifPresent(period -> closeGap(subscription, period));
    return found;
  }

  private void closeGap(UUID subscription, TakenBack period) {
    jdbc.sql(
            """
            UPDATE period SET starts_at = starts_at - :length * interval '1 microsecond',
                              ends_at = ends_at - :length * interval '1 microsecond',
                              waits = CASE WHEN starts_at = :end THEN coalesce(:waits, waits)
                                      ELSE waits END
             WHERE subscription_id = :id AND cancelled_at IS NULL AND starts_at >= :end
            """)
        .param("length", period.length().toNanos() / 1000)
        .param("waits", period.waits(), Types.VARCHAR)
        .param("id", subscription)
        .param("end", utc(period.endsAt()))
        .update();
  }

  /** Whether time of it waits to begin. */
  boolean waits(UUID subscription) {
    return jdbc.sql(
            """
            SELECT EXISTS (SELECT FROM period WHERE subscription_id = ? AND waits IS NOT NULL
                                                AND cancelled_at IS NULL)
            """)
        .param(subscription)
        .query((row, _) -> row.getBoolean(1))
        .single();
  }

  void moveEnd(UUID subscription, Instant end) {
    jdbc.sql("UPDATE subscription SET ends_at = ? WHERE id = ?")
        .params(utc(end), subscription)
        .update();
  }

  /** Ends it now; an end that has passed stays. */
  void end(UUID subscription) {
    jdbc.sql(
            """
            UPDATE subscription
               SET state = 'expired', ends_at = least(ends_at, work.platform_now()),
                   lent_until = least(lent_until, work.platform_now())
             WHERE id = ?
            """)
        .param(subscription)
        .update();
  }

  static OffsetDateTime utc(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }
}
