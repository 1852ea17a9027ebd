package io.washa.network;

import io.washa.protocol.Observed;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Who is online, as routers were seen. Called inside the transaction that records a report. */
@Component
class Sessions {
  private static final JsonMapper JSON = JsonMapper.shared();

  private final JdbcClient jdbc;
  private final AccessLocks locks;

  Sessions(JdbcClient jdbc, AccessLocks locks) {
    this.jdbc = jdbc;
    this.locks = locks;
  }

  private record Change(UUID access, boolean online, @Nullable String address) {}

  void record(Observed report) {
    List<Change> changes = changes(report);
    if (changes.isEmpty() && !report.complete()) {
      return;
    }
    String list = JSON.writeValueAsString(changes);
    locks.lock(report);
    jdbc.sql(
            """
            UPDATE access a
               SET online = c.online,
                   address = CASE WHEN c.online THEN coalesce(c.address, a.address) END,
                   online_changed_at = CASE WHEN a.online = c.online THEN a.online_changed_at
                     ELSE work.platform_now() END
              FROM json_to_recordset(?::json) AS c(access uuid, online boolean, address text)
             WHERE a.id = c.access AND a.router_id = ?
               AND (a.online <> c.online OR a.address IS DISTINCT FROM c.address)
            """)
        .params(list, report.router())
        .update();
    if (report.complete()) {
      jdbc.sql(
              """
              UPDATE access SET online = false, address = NULL,
                     online_changed_at = work.platform_now()
               WHERE router_id = ? AND online AND id NOT IN
                 (SELECT access FROM json_to_recordset(?::json) AS c(access uuid))
              """)
          .params(report.router(), list)
          .update();
    }
  }

  /** One line for each access; who went and came again within one report is online. */
  private static List<Change> changes(Observed report) {
    Set<UUID> came =
        report.came().stream().map(Observed.Session::access).collect(Collectors.toSet());
    Set<UUID> named = new HashSet<>();
    return java.util.stream.Stream.concat(
            report.came().stream()
                .map(session ->
                    new Change(session.access(), true, AccessList.text(session.address()))),
            report.went().stream()
                .filter(access -> !came.contains(access))
                .map(access -> new Change(access, false, null)))
        .filter(change -> named.add(change.access()))
        .toList();
  }
}
