package io.washa.network.sessions;

import io.washa.network.AccessUse.Grown;
import io.washa.tenancy.TenantContext;
import io.washa.tenancy.Tenants;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Begins sessions and counts their bytes into hours and days. */
@Component
class SessionRows {
  private final JdbcClient jdbc;
  private final Tenants tenants;

  SessionRows(JdbcClient jdbc, Tenants tenants) {
    this.jdbc = jdbc;
    this.tenants = tenants;
  }

  /**
   * Lets one report at a time change a router's sessions: an agent's older connection may still be
   * heard while its newer one begins.
   */
  void lock(UUID router) {
    jdbc.sql("SELECT pg_advisory_xact_lock(hashtextextended(current_schema() || ?::text, 5))")
        .param(router.toString())
        .query(row -> {});
  }

  /**
   * Begins those sessions of the router's own accesses that are new, with nothing counted yet;
   * returns their ids.
   */
  List<UUID> begin(UUID router, List<Told> told) {
    return jdbc.sql(
            """
            INSERT INTO session (router_id, access_id, number, mac, address, began_at, uptime)
            SELECT a.router_id, a.id, t.number, t.mac, t.address,
                   work.platform_now() - t.uptime * interval '1 second', 0
              FROM json_to_recordset(:told::json)
                     AS t(access uuid, number text, mac text, address text, uptime bigint)
              JOIN access a ON a.id = t.access AND a.router_id = :router
             ORDER BY a.id
            ON CONFLICT DO NOTHING RETURNING id
            """)
        .param("told", Told.json(told))
        .param("router", router)
        .query((row, _) -> row.getObject("id", UUID.class))
        .list();
  }

  /**
   * Adds what was counted since it was last told; what is late adds nothing. A session that was
   * taken for over and has grown older is not over.
   *
   * @return what accesses have used more
   */
  List<Grown> count(UUID router, List<Told> told) {
    return jdbc.sql(
            """
            WITH told AS (
              SELECT s.id, t.mac, t.address, t.uptime, t.up, t.down,
                     t.uptime > s.uptime AS later,
                     NOT t.gone AND (t.uptime > s.uptime OR s.cause = 'lost') AS alive
                FROM json_to_recordset(:told::json)
                       AS t(access uuid, number text, mac text, address text, uptime bigint,
                            up bigint, down bigint, gone boolean)
                JOIN session s ON s.router_id = :router AND s.access_id = t.access
                              AND s.number = t.number
               WHERE t.uptime >= s.uptime),
            counted AS (
              UPDATE session s
                 SET up = s.up + bytes_grown(s.up_seen, t.up, t.later),
                     down = s.down + bytes_grown(s.down_seen, t.down, t.later),
                     up_seen = CASE WHEN t.later AND t.up >= 0 OR t.up > s.up_seen
                       THEN t.up ELSE s.up_seen END,
                     down_seen = CASE WHEN t.later AND t.down >= 0 OR t.down > s.down_seen
                       THEN t.down ELSE s.down_seen END,
                     uptime = t.uptime, mac = coalesce(t.mac, s.mac),
                     address = coalesce(t.address, s.address),
                     ended_at = CASE WHEN t.alive THEN NULL ELSE s.ended_at END,
                     cause = CASE WHEN t.alive THEN NULL ELSE s.cause END
                FROM told t WHERE s.id = t.id
              RETURNING s.access_id, new.up - old.up AS up, new.down - old.down AS down,
                        new.uptime - old.uptime AS seconds),
            summed AS (
            INSERT INTO usage (access_id, grain, begins_at, up, down)
            SELECT c.access_id, g.grain, g.begins_at, sum(c.up), sum(c.down)
              FROM counted c CROSS JOIN
                   (SELECT 'hour' AS grain, date_trunc('hour', work.platform_now(), :zone) AS begins_at
                    UNION ALL SELECT 'day', date_trunc('day', work.platform_now(), :zone)
                    UNION ALL SELECT 'ever', '-infinity') g
             WHERE c.up + c.down > 0
             GROUP BY c.access_id, g.grain, g.begins_at ORDER BY c.access_id, g.grain
            ON CONFLICT (access_id, grain, begins_at)
            DO UPDATE SET up = usage.up + excluded.up, down = usage.down + excluded.down)
            SELECT access_id, sum(seconds)::bigint AS seconds, sum(up + down)::bigint AS bytes
              FROM counted WHERE seconds + up + down > 0 GROUP BY access_id ORDER BY access_id
            """)
        .param("told", Told.json(told))
        .param("router", router)
        .param("zone", tenants.get(TenantContext.current()).zone().getId())
        .query((row, _) ->
            new Grown(
                row.getObject("access_id", UUID.class),
                row.getLong("seconds"),
                row.getLong("bytes")))
        .list();
  }
}
