package io.washa.network;

import io.washa.audit.Audit;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Accesses that a router refused, which make nobody else wait. */
@Component
public class ParkedAccesses {
  private static final int MOST = 200;

  private final JdbcClient jdbc;
  private final Accesses accesses;
  private final Audit audit;

  ParkedAccesses(JdbcClient jdbc, Accesses accesses, Audit audit) {
    this.jdbc = jdbc;
    this.accesses = accesses;
    this.audit = audit;
  }

  /**
   * A refused access.
   *
   * @param name at the router
   * @param error why, for a person
   */
  public record Parked(UUID access, UUID subscriber, String name, String error) {}

  /** Those of a router, by name; at most 200. */
  public List<Parked> of(UUID router) {
    return jdbc.sql(
            """
            SELECT a.id, s.subscriber_id, a.name, coalesce(a.error, '') AS error
              FROM access a JOIN service s ON s.id = a.service_id
             WHERE a.router_id = ? AND a.outcome = 'failed' ORDER BY a.name LIMIT ?
            """)
        .params(router, MOST)
        .query((row, _) ->
            new Parked(
                row.getObject("id", UUID.class),
                row.getObject("subscriber_id", UUID.class),
                row.getString("name"),
                row.getString("error")))
        .list();
  }

  /**
   * Has a refused access tried again at once.
   *
   * @param who as the audit names people
   * @return false if it is not refused any more
   */
  @Transactional
  public boolean tryAgain(UUID access, String who) {
    boolean raised = accesses.tryAgain(access);
    if (raised) {
      audit.note(new Audit.Deed(who, "access.tried-again", "access:" + access, Map.of()));
    }
    return raised;
  }
}
