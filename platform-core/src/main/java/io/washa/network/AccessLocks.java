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
  private static final String WENT_ELSEWHERE =
      """
      SELECT there.id FROM access here
        JOIN access there ON there.service_id = here.service_id AND NOT there.removed
       WHERE here.id = ANY (:told) AND here.router_id = :router AND here.removed
      """;

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
    lock(
        "SELECT id FROM access WHERE router_id = :router"
            + (report.complete() ? " AND (online OR id = ANY (:told))" : " AND id = ANY (:told)"),
        report.router(),
        told);
  }

  /** What a report on usage may change: only the accesses of which routers count the use. */
  void lockUsers(UUID router, Collection<UUID> told) {
    lock(
        "SELECT id FROM access"
            + " WHERE router_id = :router AND id = ANY (:told) AND method = 'hotspot'",
        router,
        told);
  }

  private void lock(String here, UUID router, Collection<UUID> told) {
    jdbc.sql(
            "SELECT count(*) FROM (SELECT id FROM access WHERE id IN (%s UNION ALL %s)"
                    .formatted(here, WENT_ELSEWHERE)
                + " ORDER BY id FOR NO KEY UPDATE) locked")
        .param("router", router)
        .param("told", told.toArray(UUID[]::new))
        .query(Long.class)
        .single();
  }
}
