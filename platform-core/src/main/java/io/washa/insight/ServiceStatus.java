package io.washa.insight;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * What a service may do now.
 *
 * @param active paid, and its time is not over
 * @param connected the router holds what was last desired
 * @param online a session is seen
 * @param error why the router does not hold it, for a person
 */
public record ServiceStatus(
    UUID service,
    String plan,
    boolean active,
    @Nullable Instant endsAt,
    boolean connected,
    boolean online,
    @Nullable String error) {

  /** Reads what services may do. */
  @Component
  public static class Reader {
    private final JdbcClient jdbc;

    Reader(JdbcClient jdbc) {
      this.jdbc = jdbc;
    }

    /** The status of a service; empty if there is no such service. */
    public Optional<ServiceStatus> find(UUID service) {
      return jdbc.sql(
              """
              SELECT s.id, n.name AS plan, coalesce(u.state IN ('active', 'grace', 'promised'), false) AS active, u.ends_at,
                     coalesce(a.applied_generation >= a.generation, false) AS connected,
                     coalesce(a.online, false) AS online,
                     CASE WHEN a.outcome IN ('waiting', 'failed') THEN a.error END AS error
                FROM service s JOIN plan n ON n.id = s.plan_id
                LEFT JOIN subscription u ON u.service_id = s.id
                LEFT JOIN access a ON a.service_id = s.id AND NOT a.removed
               WHERE s.id = ?
              """)
          .param(service)
          .query((row, _) -> {
            var ends = row.getObject("ends_at", java.time.OffsetDateTime.class);
            return new ServiceStatus(
                row.getObject("id", UUID.class),
                row.getString("plan"),
                row.getBoolean("active"),
                ends == null ? null : ends.toInstant(),
                row.getBoolean("connected"),
                row.getBoolean("online"),
                row.getString("error"));
          })
          .optional();
    }
  }
}
