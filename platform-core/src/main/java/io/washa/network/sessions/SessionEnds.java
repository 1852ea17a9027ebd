package io.washa.network.sessions;

import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Ends sessions, and says why if it is known. Nobody sees the instant itself: a session ended when
 * it was last sure to be there, by its own uptime or because its router was in contact and had not
 * said otherwise.
 */
@Component
class SessionEnds {
  private final JdbcClient jdbc;

  SessionEnds(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * Ends what the router says is gone.
   *
   * @return how many of them nobody had switched off
   */
  int gone(UUID router, List<Told> told) {
    if (told.stream().noneMatch(Told::gone)) {
      return 0;
    }
    return Math.toIntExact(
        jdbc
            .sql(
                """
                UPDATE session s
                   SET ended_at = least(work.platform_now(),
                         greatest(s.began_at + s.uptime * interval '1 second', r.last_contact)),
                       cause = CASE WHEN NOT a.enabled OR a.ends_at <= work.platform_now()
                         THEN 'off' END
                  FROM json_to_recordset(:told::json) AS t(access uuid, number text, gone boolean)
                  JOIN access a ON a.id = t.access, router r
                 WHERE t.gone AND r.id = :router AND s.router_id = r.id AND s.access_id = t.access
                   AND s.number = t.number AND s.ended_at IS NULL
                RETURNING s.cause
                """)
            .param("told", Told.json(told))
            .param("router", router)
            .query((row, _) -> String.valueOf(row.getString("cause")))
            .list()
            .stream()
            .filter(cause -> !cause.equals("off"))
            .count());
  }

  /**
   * Ends what is left of accesses that have no session any more.
   *
   * @return how many
   */
  int went(UUID router, List<UUID> accesses) {
    return accesses.isEmpty()
        ? 0
        : jdbc.sql(
                """
                UPDATE session s
                   SET ended_at = least(work.platform_now(),
                         greatest(s.began_at + s.uptime * interval '1 second', r.last_contact))
                  FROM router r
                 WHERE r.id = :router AND s.router_id = r.id AND s.access_id = ANY (:accesses)
                   AND s.ended_at IS NULL
                """)
            .param("router", router)
            .param("accesses", accesses.toArray(UUID[]::new))
            .update();
  }

  /**
   * Ends what a complete report does not name: ghosts that nobody saw go.
   *
   * @return how many
   */
  int lost(UUID router, List<Told> told) {
    return jdbc.sql(
            """
            UPDATE session s
               SET cause = 'lost', ended_at = least(work.platform_now(),
                     greatest(s.began_at + s.uptime * interval '1 second', r.last_contact))
              FROM router r
             WHERE r.id = :router AND s.router_id = r.id AND s.ended_at IS NULL
               AND (s.access_id, s.number) NOT IN
                   (SELECT t.access, t.number
                      FROM json_to_recordset(:told::json) AS t(access uuid, number text))
            """)
        .param("router", router)
        .param("told", Told.json(told))
        .update();
  }

  /** Ends what a device had before sessions that are new, unless the same report still names it. */
  void replaced(UUID router, List<UUID> fresh, List<Told> told) {
    jdbc.sql(
            """
            UPDATE session s
               SET cause = 'replaced', ended_at = least(n.began_at,
                     greatest(s.began_at + s.uptime * interval '1 second', r.last_contact))
              FROM session n, router r
             WHERE n.id = ANY (:fresh) AND r.id = :router AND s.router_id = r.id
               AND s.access_id = n.access_id AND s.mac = n.mac AND s.id <> n.id
               AND s.ended_at IS NULL AND s.began_at < n.began_at
               AND (s.access_id, s.number) NOT IN
                   (SELECT t.access, t.number
                      FROM json_to_recordset(:told::json) AS t(access uuid, number text))
            """)
        .param("fresh", fresh.toArray(UUID[]::new))
        .param("router", router)
        .param("told", Told.json(told))
        .update();
  }

  /** Ends what began before a router did, if its uptime went back. */
  void restarted(UUID router, long uptimeSeconds) {
    jdbc.sql(
            """
            UPDATE session s
               SET cause = 'restart', ended_at = greatest(s.began_at, least(
                     work.platform_now() - :uptime * interval '1 second',
                     greatest(s.began_at + s.uptime * interval '1 second', r.last_contact)))
              FROM router r
             WHERE r.id = :router AND r.uptime_seconds > :uptime AND s.router_id = r.id
               AND s.ended_at IS NULL
               AND s.began_at < work.platform_now() - :uptime * interval '1 second'
            """)
        .param("router", router)
        .param("uptime", uptimeSeconds)
        .update();
  }
}
