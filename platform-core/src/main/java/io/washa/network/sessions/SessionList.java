package io.washa.network.sessions;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The bound tenant's sessions, for screens. */
@Component
public class SessionList {
  private static final String LINE =
      """
      SELECT s.id, r.name AS router, s.mac, s.address, s.began_at, s.ended_at, s.cause, s.up, s.down
        FROM session s JOIN access a ON a.id = s.access_id JOIN router r ON r.id = s.router_id
      """;

  private final JdbcClient jdbc;

  SessionList(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * A session.
   *
   * @param endedAt null while it lasts
   * @param cause {@code off}, {@code replaced}, {@code restart} or {@code lost}; null if nobody
   *     knows, which is what a subscriber who went looks like
   * @param up bytes from the subscriber
   * @param down bytes to the subscriber
   */
  public record Line(
      UUID id,
      String router,
      @Nullable String mac,
      @Nullable String address,
      Instant beganAt,
      @Nullable Instant endedAt,
      @Nullable String cause,
      long up,
      long down) {}

  /** The newest sessions of a service, live ones first. */
  public List<Line> ofService(UUID service, int limit) {
    return jdbc.sql(
            LINE
                + " WHERE a.service_id = ? ORDER BY s.ended_at IS NOT NULL, s.began_at DESC LIMIT ?")
        .params(service, limit)
        .query((row, _) -> line(row))
        .list();
  }

  private static Line line(ResultSet row) throws SQLException {
    OffsetDateTime ended = row.getObject("ended_at", OffsetDateTime.class);
    return new Line(
        row.getObject("id", UUID.class),
        row.getString("router"),
        row.getString("mac"),
        row.getString("address"),
        row.getObject("began_at", OffsetDateTime.class).toInstant(),
        ended == null ? null : ended.toInstant(),
        row.getString("cause"),
        row.getLong("up"),
        row.getLong("down"));
  }
}
