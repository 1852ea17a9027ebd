package io.washa.insight;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads subscribers page by page, newest first, for programs of the staff's. */
@Component
public class SubscriberPages {
  private static final UUID END = new UUID(-1L, -1L);
  private static final String SELECT =
      """
      SELECT id, account_number, first_name, last_name, phone, language, created_at
        FROM subscriber
      """;

  private final JdbcClient jdbc;

  SubscriberPages(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** A subscriber. */
  public record Row(
      UUID id,
      String accountNumber,
      String firstName,
      String lastName,
      String phone,
      String language,
      Instant since) {
    /** Leaves personal data out. */
    @Override
    public String toString() {
      return "Row[" + id + "]";
    }
  }

  /** One of a subscriber's services. */
  public record ServiceRow(UUID id, String method, String username, String site) {}

  /**
   * The subscribers after one.
   *
   * @param after the last one of the page before; null for the first page
   * @param text part of a name, or the beginning of an account number or phone; empty for all
   */
  public List<Row> after(@Nullable UUID after, String text, int limit) {
    String pattern = text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_");
    return jdbc.sql(
            SELECT
                + """
                 WHERE id < ? AND (? = '' OR first_name || ' ' || last_name ILIKE ?
                                   OR account_number LIKE ? OR phone LIKE ?)
                 ORDER BY id DESC LIMIT ?
                """)
        .params(
            after == null ? END : after,
            text,
            "%" + pattern + "%",
            pattern + "%",
            pattern + "%",
            limit)
        .query(SubscriberPages::row)
        .list();
  }

  /** The subscriber with this id. */
  public Optional<Row> find(UUID id) {
    return jdbc.sql(SELECT + " WHERE id = ?").param(id).query(SubscriberPages::row).optional();
  }

  /** A subscriber's services, oldest first. */
  public List<ServiceRow> services(UUID subscriber) {
    return jdbc.sql(
            """
            SELECT v.id, v.method, v.username, s.name AS site
              FROM service v JOIN site s ON s.id = v.site_id
             WHERE v.subscriber_id = ? ORDER BY v.id
            """)
        .param(subscriber)
        .query((row, _) ->
            new ServiceRow(
                row.getObject("id", UUID.class),
                row.getString("method"),
                row.getString("username"),
                row.getString("site")))
        .list();
  }

  private static Row row(ResultSet row, int number) throws SQLException {
    return new Row(
        row.getObject("id", UUID.class),
        row.getString("account_number"),
        row.getString("first_name"),
        row.getString("last_name"),
        row.getString("phone"),
        row.getString("language"),
        row.getObject("created_at", OffsetDateTime.class).toInstant());
  }
}
