package io.washa.network.sessions;

import io.washa.tenancy.TenantContext;
import io.washa.tenancy.Tenants;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** How much the bound tenant's services have used, by the tenant's calendar; for screens. */
@Component
public class UsageList {
  private final JdbcClient jdbc;
  private final Tenants tenants;

  UsageList(JdbcClient jdbc, Tenants tenants) {
    this.jdbc = jdbc;
    this.tenants = tenants;
  }

  /** Bytes, both ways together, of the running day, week from Monday, and month. */
  public record Used(long today, long week, long month) {}

  /** Bytes from and to the subscriber in the hour or day that begins then. */
  public record Line(Instant beginsAt, long up, long down) {}

  /** What a service has used today, this week and this month. */
  public Used used(UUID service) {
    return jdbc.sql(
            """
            SELECT coalesce(sum(bytes) FILTER (WHERE begins_at >= day), 0)::bigint AS today,
                   coalesce(sum(bytes) FILTER (WHERE begins_at >= week), 0)::bigint AS week,
                   coalesce(sum(bytes) FILTER (WHERE begins_at >= month), 0)::bigint AS month
              FROM (SELECT u.begins_at, u.up + u.down AS bytes,
                           date_trunc('day', work.platform_now(), :zone) AS day,
                           date_trunc('week', work.platform_now(), :zone) AS week,
                           date_trunc('month', work.platform_now(), :zone) AS month
                      FROM usage u JOIN access a ON a.id = u.access_id
                     WHERE a.service_id = :service AND u.grain = 'day'
                       AND u.begins_at > work.platform_now() - interval '32 days') used
            """)
        .param("service", service)
        .param("zone", tenants.get(TenantContext.current()).zone().getId())
        .query(Used.class)
        .single();
  }

  /** What a service has used since an instant, to the hour: bytes, both ways together. */
  public long since(UUID service, Instant from) {
    return jdbc.sql(
            """
            SELECT coalesce(sum(u.up + u.down), 0)::bigint
              FROM usage u JOIN access a ON a.id = u.access_id
             WHERE a.service_id = ? AND u.grain = 'hour'
               AND u.begins_at > ?::timestamptz - interval '1 hour'
            """)
        .params(service, from.atOffset(ZoneOffset.UTC))
        .query((row, _) -> row.getLong(1))
        .single();
  }

  /** A service's last hours in which it used something, the newest first. */
  public List<Line> hours(UUID service, int limit) {
    return lines(service, "hour", limit);
  }

  /** A service's last days on which it used something, the newest first. */
  public List<Line> days(UUID service, int limit) {
    return lines(service, "day", limit);
  }

  private List<Line> lines(UUID service, String grain, int limit) {
    return jdbc.sql(
            """
            SELECT u.begins_at, sum(u.up)::bigint AS up, sum(u.down)::bigint AS down
              FROM usage u JOIN access a ON a.id = u.access_id
             WHERE a.service_id = ? AND u.grain = ?
             GROUP BY u.begins_at ORDER BY u.begins_at DESC LIMIT ?
            """)
        .params(service, grain, limit)
        .query((row, _) ->
            new Line(
                row.getObject("begins_at", OffsetDateTime.class).toInstant(),
                row.getLong("up"),
                row.getLong("down")))
        .list();
  }
}
