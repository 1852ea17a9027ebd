package io.washa.subscriptions;

import io.washa.catalog.Catalog;
import io.washa.tenancy.TenantContext;
import io.washa.tenancy.Tenants;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads how subscriptions stand with the data of their plans. */
@Component
class DataStandings {
  private static final String STANDING =
      """
      SELECT s.id AS subscription, s.service_id AS service, s.ends_at, s.state <> 'expired' AS running,
             a.enabled, a.slow_rate, p.id AS period, p.starts_at AS period_starts,
             p.ends_at AS period_ends, p.used_before, p.used_up_at,
             (n.data_cap_mb + coalesce(p.extra_mb, 0)) * 1000000 AS cap,
             (SELECT coalesce(sum(e.up + e.down), 0)::bigint
                FROM access o JOIN usage e ON e.access_id = o.id AND e.grain = 'ever'
               WHERE o.service_id = s.service_id) AS ever, n.fair_use_mb * 1000000 AS fair_use,
             n.fair_use_window, n.slow_down_kbps, n.slow_up_kbps,
             date_trunc(n.fair_use_window, work.platform_now(), :zone) AS window_begins,
             (SELECT coalesce(sum(u.up + u.down), 0)::bigint
                FROM access o JOIN usage u ON u.access_id = o.id AND u.grain = 'day'
               WHERE o.service_id = s.service_id
                 AND u.begins_at >= date_trunc(n.fair_use_window, work.platform_now(), :zone)
             ) AS in_window,
             (SELECT min(f.starts_at) FROM period f
               WHERE f.subscription_id = s.id AND f.cancelled_at IS NULL
                 AND f.starts_at > work.platform_now()) AS next_begins,
             work.platform_now() AS now
        FROM subscription s
        JOIN service v ON v.id = s.service_id
        JOIN access a ON a.service_id = s.service_id AND NOT a.removed
        LEFT JOIN LATERAL
             (SELECT o.* FROM period o
               WHERE o.subscription_id = s.id AND o.cancelled_at IS NULL AND o.waits IS NULL
                 AND o.starts_at <= work.platform_now() AND o.ends_at > work.platform_now()
                 AND v.billing = 'prepaid'
               ORDER BY o.starts_at DESC LIMIT 1) p ON true
        JOIN plan n ON n.id = coalesce(p.plan_id, s.plan_id)
      """;

  private final JdbcClient jdbc;
  private final Tenants tenants;

  DataStandings(JdbcClient jdbc, Tenants tenants) {
    this.jdbc = jdbc;
    this.tenants = tenants;
  }

  /**
   * How a subscription stands; what it used counts on every router on which its access was.
   *
   * @param period that runs now; null if none was paid for the present
   * @param ever bytes used in all
   * @param rule of fair use; null if there is none
   * @param slowRate at which it goes on; null at its plan's speed
   * @param nextBegins when the next period that is paid begins
   */
  record Standing(
      UUID subscription,
      UUID service,
      Instant endsAt,
      boolean running,
      boolean enabled,
      @Nullable Period period,
      long ever,
      @Nullable FairUse rule,
      @Nullable String slowRate,
      @Nullable Instant nextBegins,
      Instant now) {
    /**
     * The period that runs.
     *
     * @param usedBefore what the access had used in all when it began; null if not noted
     * @param cap bytes; null if it has no end
     */
    record Period(
        UUID id,
        Instant startsAt,
        Instant endsAt,
        @Nullable Long usedBefore,
        @Nullable Instant usedUpAt,
        @Nullable Long cap) {}

    /**
     * A rule of fair use.
     *
     * @param used bytes in its window
     * @param ends when the window ends
     */
    record FairUse(long bytes, long used, String slower, String window, Instant ends) {
      boolean isOver() {
        return used >= bytes;
      }
    }

    /** What was used in the period; 0 as long as its begin is not noted. */
    long used() {
      Period now = period;
      Long before = now == null ? null : now.usedBefore();
      return before == null ? 0 : Math.max(0, ever - before);
    }

    boolean isUsedUp() {
      Period now = period;
      Long cap = now == null ? null : now.cap();
      return cap != null && used() >= cap;
    }

    /** At which speed it should go on; null for its plan's. */
    @Nullable String rate() {
      FairUse fair = rule;
      return fair != null && running && fair.isOver() ? fair.slower() : null;
    }
  }

  List<Standing> ofAccesses(Collection<UUID> accesses) {
    return jdbc.sql(
            STANDING
                + """
                 WHERE s.service_id IN (SELECT service_id FROM access WHERE id = ANY (:accesses))
                   AND (n.data_cap_mb IS NOT NULL OR n.fair_use_mb IS NOT NULL
                        OR a.slow_rate IS NOT NULL)
                """)
        .param("zone", zone().getId())
        .param("accesses", accesses.toArray(UUID[]::new))
        .query((row, _) -> standing(row))
        .list();
  }

  List<Standing> of(Collection<UUID> subscriptions) {
    return jdbc.sql(STANDING + " WHERE s.id = ANY (:subscriptions) ORDER BY s.id")
        .param("zone", zone().getId())
        .param("subscriptions", subscriptions.toArray(UUID[]::new))
        .query((row, _) -> standing(row))
        .list();
  }

  List<Standing> ofService(UUID service) {
    return jdbc.sql(STANDING + " WHERE s.service_id = :service")
        .param("zone", zone().getId())
        .param("service", service)
        .query((row, _) -> standing(row))
        .list();
  }

  private ZoneId zone() {
    return tenants.get(TenantContext.current()).zone();
  }

  private Standing standing(ResultSet row) throws SQLException {
    Instant ends = instant(row, "ends_at");
    Instant now = row.getObject("now", OffsetDateTime.class).toInstant();
    return new Standing(
        row.getObject("subscription", UUID.class),
        row.getObject("service", UUID.class),
        ends == null ? now : ends,
        row.getBoolean("running"),
        row.getBoolean("enabled"),
        period(row),
        row.getLong("ever"),
        rule(row),
        row.getString("slow_rate"),
        instant(row, "next_begins"),
        now);
  }

  private static Standing.@Nullable Period period(ResultSet row) throws SQLException {
    UUID id = row.getObject("period", UUID.class);
    return id == null
        ? null
        : new Standing.Period(
            id,
            row.getObject("period_starts", OffsetDateTime.class).toInstant(),
            row.getObject("period_ends", OffsetDateTime.class).toInstant(),
            row.getObject("used_before", Long.class),
            instant(row, "used_up_at"),
            row.getObject("cap", Long.class));
  }

  private Standing.@Nullable FairUse rule(ResultSet row) throws SQLException {
    Instant begins = instant(row, "window_begins");
    if (begins == null) {
      return null;
    }
    String window = row.getString("fair_use_window");
    return new Standing.FairUse(
        row.getLong("fair_use"),
        row.getLong("in_window"),
        new Catalog.Speed(row.getInt("slow_down_kbps"), row.getInt("slow_up_kbps")).rateLimit(),
        window,
        begins.atZone(zone()).plus(1, unit(window)).toInstant());
  }

  private static ChronoUnit unit(String window) {
    return ChronoUnit.valueOf(window.toUpperCase(Locale.ROOT) + "S");
  }

  private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
    OffsetDateTime at = row.getObject(column, OffsetDateTime.class);
    return at == null ? null : at.toInstant();
  }
}
