package io.washa.network;

import io.washa.protocol.Observed;
import java.util.Collection;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Locks what a router's report may change, by id and in one statement: its accesses that the report
 * tells of, and where those went that have left the router since, for what they used there still
 * comes off what they may use now.
 */
@Component
class AccessLocks {
  /** Of what was read so far, and where those went that have left. */
  private static final String LOCKED =
      """
       UNION ALL
      SELECT there.id FROM access here
        JOIN access there ON there.service_id = here.service_id AND NOT there.removed
       WHERE here.id = ANY (:told) AND here.router_id = :router AND here.removed)
       ORDER BY id FOR NO KEY UPDATE) locked
      """;

  private static final String TOLD =
      """
      SELECT count(*) FROM (SELECT id FROM access WHERE id IN (
      SELECT id FROM access
       WHERE router_id = :router AND (:complete AND online OR id = ANY (:told))
      """
          + LOCKED;

  private static final String TOLD_USERS =
      """
      SELECT count(*) FROM (SELECT id FROM access WHERE id IN (
      SELECT id FROM access
       WHERE router_id = :router AND id = ANY (:told) AND method = 'hotspot'
      """
          + LOCKED;

  private final JdbcClient jdbc;

  AccessLocks(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** What a report on who is online may change. */
  void lock(Observed report) {
    Set<UUID> told =
        Stream.of(report.came(), report.gone())
            .flatMap(Collection::stream)
            .map(Observed.Session::access)
            .collect(Collectors.toSet());
    told.addAll(report.went());
    var _ =
        jdbc.sql(TOLD)
            .param("complete", report.complete())
            .param("router", report.router())
            .param("told", told.toArray(UUID[]::new))
            .query(Long.class)
            .single();
  }

  /** What a report on usage may change: only the accesses of which routers count the use. */
  void lockUsers(UUID router, Collection<UUID> told) {
    var _ =
        jdbc.sql(TOLD_USERS)
            .param("router", router)
            .param("told", told.toArray(UUID[]::new))
            .query(Long.class)
            .single();
  }
}
