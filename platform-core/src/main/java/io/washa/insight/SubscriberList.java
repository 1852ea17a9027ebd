package io.washa.insight;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The bound tenant's subscribers by account number, a page at a time and without counting them. */
@Component
public class SubscriberList {
  private static final int LARGEST_PAGE = 200;
  private static final String START =
      """
      SELECT s.id, s.account_number, s.first_name || ' ' || s.last_name AS name, s.phone,
             coalesce(v.plan, '') AS plan, v.ends_at, coalesce(v.online, false) AS online,
             coalesce(v.active, false) AS active
        FROM (\
      """;
  private static final String REST =
      """
        ) s
        LEFT JOIN LATERAL (
             SELECT n.name AS plan, u.ends_at, coalesce(u.state IN ('active', 'grace', 'promised'), false) AS active,
                    bool_or(coalesce(a.online, false)) OVER () AS online
               FROM service e JOIN plan n ON n.id = e.plan_id
               LEFT JOIN subscription u ON u.service_id = e.id
               LEFT JOIN access a ON a.service_id = e.id AND NOT a.removed
              WHERE e.subscriber_id = s.id
              ORDER BY u.ends_at DESC NULLS LAST LIMIT 1) v ON true
       ORDER BY s.account_number
      """;

  // Said only when something was typed, so that an index can answer what is said.
  private static final String NAME =
      "lower(first_name) LIKE :name OR lower(last_name) LIKE :name"
          + " OR lower(first_name || ' ' || last_name) LIKE :name";
  private static final String NAMED = " AND (" + NAME + ")";
  private static final String NAMED_OR_NUMBERED =
      " AND (" + NAME + " OR phone LIKE :phone OR account_number LIKE :number)";

  private final JdbcClient jdbc;

  SubscriberList(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * One subscriber as a line of the list.
   *
   * @param phone twelve digits, {@code 254…}
   * @param plan of the service that is paid the longest; empty without a service
   * @param endsAt until when that service is paid; null if never paid
   * @param active whether that service's time is not over
   * @param online whether any service has a session
   */
  public record Line(
      UUID id,
      String account,
      String name,
      String phone,
      String plan,
      @Nullable Instant endsAt,
      boolean active,
      boolean online) {}

  /**
   * The next subscribers.
   *
   * @param search start of a first, last or whole name, a phone or an account number; empty: all
   * @param after account number of the last one that was seen; null: from the first
   * @param size at most 200
   */
  public List<Line> page(String search, @Nullable String after, int size) {
    String typed = search.strip().toLowerCase(Locale.ROOT);
    String digits = typed.matches("[\\d\\s()+-]+") ? typed.replaceAll("\\D", "") : "";
    return jdbc.sql(
            START
                + "SELECT * FROM subscriber WHERE account_number > :after"
                + (typed.isEmpty() ? "" : digits.isEmpty() ? NAMED : NAMED_OR_NUMBERED)
                + " ORDER BY account_number LIMIT :size"
                + REST)
        .param("after", after == null ? "" : after)
        .param("size", Math.min(size, LARGEST_PAGE))
        .param("name", prefix(typed))
        .param("phone", prefix(digits.startsWith("0") ? "254" + digits.substring(1) : digits))
        .param("number", prefix(digits))
        .query(SubscriberList::read)
        .list();
  }

  /** The subscriber with this id; empty if the tenant has none. */
  public Optional<Line> find(UUID subscriber) {
    return jdbc.sql(START + "SELECT * FROM subscriber WHERE id = :id" + REST)
        .param("id", subscriber)
        .query(SubscriberList::read)
        .optional();
  }

  /** A subscriber's services, the oldest first. */
  public List<UUID> services(UUID subscriber) {
    return jdbc.sql("SELECT id FROM service WHERE subscriber_id = ? ORDER BY created_at, id")
        .param(subscriber)
        .query((row, _) -> row.getObject(1, UUID.class))
        .list();
  }

  /** What people type stands for itself: no wildcards. */
  private static String prefix(String typed) {
    return typed.replaceAll("([\\\\%_])", "\\\\$1") + "%";
  }

  private static Line read(ResultSet row, int number) throws SQLException {
    OffsetDateTime ends = row.getObject("ends_at", OffsetDateTime.class);
    return new Line(
        row.getObject("id", UUID.class),
        row.getString("account_number"),
        row.getString("name"),
        row.getString("phone"),
        row.getString("plan"),
        ends == null ? null : ends.toInstant(),
        row.getBoolean("active"),
        row.getBoolean("online"));
  }
}
