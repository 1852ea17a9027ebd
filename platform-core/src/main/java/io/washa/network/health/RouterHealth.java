package io.washa.network.health;

import io.washa.network.SiteText;
import io.washa.protocol.Health;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.context.event.EventListener;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** How the bound tenant's routers are, as they last said. */
@Component
public class RouterHealth {
  private static final int MOST_INTERFACES = 64;
  private static final int LONGEST_NAME = 64;
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final TypeReference<List<Health.Interface>> INTERFACES = new TypeReference<>() {};
  private static final String FIGURES =
      """
      SELECT id, health_at, version, cpu_percent, memory_free, memory_total, uptime_seconds, sessions,
             clock_off_seconds, interfaces::text AS interfaces
        FROM router WHERE health_at IS NOT NULL\
      """;

  private final JdbcClient jdbc;

  RouterHealth(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * How a router was.
   *
   * @param at when it said so; figures are as old as this
   */
  public record Figures(Instant at, Health health) {}

  /** Keeps what a router says of itself, within the transaction that takes the report. */
  @EventListener
  @Order(Ordered.LOWEST_PRECEDENCE)
  void healthy(Health report) {
    jdbc.sql(
            """
            UPDATE router
               SET health_at = work.platform_now(), heard_at = work.platform_now(),
                   last_contact = work.platform_now(), version = :version, cpu_percent = :cpu,
                   memory_free = :free, memory_total = :total, uptime_seconds = :uptime,
                   sessions = :sessions, clock_off_seconds = :clock, interfaces = :interfaces::jsonb
             WHERE id = :router
            """)
        .param("version", SiteText.known(report.version(), LONGEST_NAME))
        .param("cpu", Math.clamp(report.cpuPercent(), 0, 100))
        .param("free", Math.max(0, report.freeMemory()))
        .param("total", Math.max(0, report.totalMemory()))
        .param("uptime", Math.max(0, report.uptimeSeconds()))
        .param("sessions", Math.max(0, report.sessions()))
        .param("clock", report.clockOffSeconds())
        .param("interfaces", JSON.writeValueAsString(bounded(report.interfaces())))
        .param("router", report.router())
        .update();
  }

  private static List<Health.Interface> bounded(List<Health.Interface> all) {
    return all.stream()
        .limit(MOST_INTERFACES)
        .map(each ->
            new Health.Interface(
                SiteText.known(each.name(), LONGEST_NAME), each.rxBits(), each.txBits()))
        .toList();
  }

  /** The figures of every router that ever gave some, by router. */
  public Map<UUID, Figures> all() {
    Map<UUID, Figures> all = new HashMap<>();
    jdbc.sql(FIGURES)
        .query((row, _) -> figures(row))
        .list()
        .forEach(each -> all.put(each.health().router(), each));
    return all;
  }

  /** The figures of a router; empty if it never gave any. */
  public Optional<Figures> of(UUID router) {
    return jdbc.sql(FIGURES + " AND id = ?")
        .param(router)
        .query((row, _) -> figures(row))
        .optional();
  }

  private static Figures figures(ResultSet row) throws SQLException {
    return new Figures(
        row.getObject("health_at", OffsetDateTime.class).toInstant(),
        new Health(
            row.getObject("id", UUID.class),
            row.getString("version"),
            row.getInt("cpu_percent"),
            row.getLong("memory_free"),
            row.getLong("memory_total"),
            row.getLong("uptime_seconds"),
            row.getInt("sessions"),
            row.getLong("clock_off_seconds"),
            JSON.readValue(row.getString("interfaces"), INTERFACES)));
  }
}
