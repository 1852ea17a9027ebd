package io.washa.network;

import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;

/**
 * How much of their allowance hotspots' accesses have used, within the transaction that counts
 * their sessions. Only grows.
 */
@Component
@Transactional(propagation = Propagation.MANDATORY)
public class AccessUse {
  private static final JsonMapper JSON = JsonMapper.shared();

  private final JdbcClient jdbc;
  private final AccessLocks locks;
  private final Accesses accesses;

  AccessUse(JdbcClient jdbc, AccessLocks locks, Accesses accesses) {
    this.jdbc = jdbc;
    this.locks = locks;
    this.accesses = accesses;
  }

  /**
   * By how much an access has used more since it was last told.
   *
   * @param seconds online, of all its devices together
   * @param bytes both ways together
   */
  public record Grown(UUID access, long seconds, long bytes) {}

  /** Before anything of the report is recorded, for access rows come first. */
  public void lock(UUID router, Collection<UUID> told) {
    locks.lockUsers(router, told);
  }

  /**
   * Adds what was used more; what was used at a router that was left since comes off at the next.
   */
  public void grow(List<Grown> grown) {
    if (grown.isEmpty()) {
      return;
    }
    String list = JSON.writeValueAsString(grown);
    jdbc.sql(
            """
            UPDATE access a
               SET used_seconds = a.used_seconds + g.seconds, used_bytes = a.used_bytes + g.bytes
              FROM jsonb_to_recordset(:grown::jsonb)
                     AS g(access uuid, seconds bigint, bytes bigint)
             WHERE a.id = g.access AND a.method = 'hotspot'
            """)
        .param("grown", list)
        .update();
    accesses.note(usedBefore(list));
  }

  /** A router counts for itself: it must hear how much less it may give. */
  private List<Accesses.Changed> usedBefore(String grown) {
    return jdbc.sql(
            """
            UPDATE access a
               SET before_seconds = a.before_seconds + late.seconds,
                   before_bytes = a.before_bytes + late.bytes,
                   generation = a.generation + 1, outcome = 'pending', error = NULL
              FROM (SELECT o.service_id, sum(g.seconds) AS seconds, sum(g.bytes) AS bytes
                      FROM jsonb_to_recordset(:grown::jsonb)
                             AS g(access uuid, seconds bigint, bytes bigint)
                      JOIN access o ON o.id = g.access
                     WHERE o.removed AND o.method = 'hotspot' GROUP BY o.service_id) late
             WHERE a.service_id = late.service_id AND NOT a.removed
            RETURNING a.id, a.generation, a.router_id
            """)
        .param("grown", grown)
        .query((row, _) -> Accesses.changed(row))
        .list();
  }
}
