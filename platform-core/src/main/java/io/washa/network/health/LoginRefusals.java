package io.washa.network.health;

import io.washa.protocol.Refusals;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** The last refusals of each access, and of the names that are no access of their router. */
@Component
public class LoginRefusals {
  private static final int MOST_OF_AN_ACCESS = 8;
  private static final int MOST_OF_A_ROUTER = 30;
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final TypeReference<List<Refused>> LIST = new TypeReference<>() {};

  private final JdbcClient jdbc;
  private final Clock clock;

  LoginRefusals(JdbcClient jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  private record Kept(UUID id, String name, List<Refused> refusals) {}

  private record Row(UUID id, List<Refused> refusals) {}

  /** Keeps what a router refused, within the transaction that takes the report. */
  @EventListener
  void refused(Refusals report) {
    Map<String, List<Refused>> byName = new LinkedHashMap<>();
    Instant now = clock.instant();
    report.refusals().stream()
        .limit(Refusals.MAX)
        .map(told -> Refused.of(told, now))
        .forEach(each -> byName.computeIfAbsent(each.name(), _ -> new ArrayList<>()).add(each));
    List<Row> rows = new ArrayList<>();
    for (Kept access : lock(report.router(), byName)) {
      rows.add(
          new Row(
              access.id(),
              merged(
                  access,
                  Objects.requireNonNull(byName.remove(access.name())),
                  MOST_OF_AN_ACCESS)));
    }
    keep(rows);
    if (!byName.isEmpty()) {
      keepUnknown(report.router(), byName.values().stream().flatMap(List::stream).toList());
    }
  }

  private List<Kept> lock(UUID router, Map<String, List<Refused>> byName) {
    return jdbc.sql(
            """
            SELECT id, name, refusals::text FROM access
             WHERE router_id = ? AND name = ANY (?) ORDER BY id FOR NO KEY UPDATE
            """)
        .params(router, byName.keySet().toArray(String[]::new))
        .query((row, _) ->
            new Kept(
                row.getObject("id", UUID.class),
                row.getString("name"),
                read(row.getString("refusals"))))
        .list();
  }

  private static List<Refused> merged(Kept kept, List<Refused> more, int most) {
    List<Refused> all = kept.refusals();
    for (Refused each : more) {
      all = Refused.with(all, each, most);
    }
    return all;
  }

  private void keep(List<Row> rows) {
    if (!rows.isEmpty()) {
      jdbc.sql(
              """
              UPDATE access a SET refusals = r.refusals
                FROM jsonb_to_recordset(?::jsonb) AS r(id uuid, refusals jsonb)
               WHERE a.id = r.id
              """)
          .param(JSON.writeValueAsString(rows))
          .update();
    }
  }

  private void keepUnknown(UUID router, List<Refused> more) {
    Kept kept =
        jdbc.sql("SELECT refusals::text FROM router WHERE id = ? FOR NO KEY UPDATE")
            .param(router)
            .query((row, _) -> new Kept(router, "", read(row.getString(1))))
            .single();
    jdbc.sql("UPDATE router SET refusals = ?::jsonb WHERE id = ?")
        .params(JSON.writeValueAsString(merged(kept, more, MOST_OF_A_ROUTER)), router)
        .update();
  }

  /** Why a service was last not let in, the newest first. */
  public List<Refused> ofService(UUID service) {
    return jdbc.sql("SELECT refusals::text FROM access WHERE service_id = ? AND NOT removed")
        .param(service)
        .query((row, _) -> read(row.getString(1)))
        .optional()
        .orElse(List.of());
  }

  /** Which names a router last did not let in that are no access of its own, the newest first. */
  public List<Refused> ofUnknown(UUID router) {
    return jdbc.sql("SELECT refusals::text FROM router WHERE id = ?")
        .param(router)
        .query((row, _) -> read(row.getString(1)))
        .optional()
        .orElse(List.of());
  }

  private static List<Refused> read(String json) {
    return JSON.readValue(json, LIST);
  }
}
