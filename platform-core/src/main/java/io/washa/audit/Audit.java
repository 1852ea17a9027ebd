package io.washa.audit;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * The bound tenant's audit. An entry belongs to the caller's transaction: what is rolled back was
 * not done. The database refuses to change or delete one.
 */
@Component
public class Audit {
  private final JdbcClient jdbc;
  private final JsonMapper json;

  Audit(JdbcClient jdbc, JsonMapper json) {
    this.jdbc = jdbc;
    this.json = json;
  }

  /**
   * Something done.
   *
   * @param actor a member of staff's address, or what part of the platform acted
   * @param action as {@code payment.matched}
   * @param subject what it was done to, as {@code payment:<id>}; "" for the whole tenant
   * @param details without secrets
   */
  public record Deed(String actor, String action, String subject, Map<String, String> details) {
    /** Copies the details. */
    public Deed {
      details = Map.copyOf(details);
    }
  }

  /** A deed, and when it was done. */
  public record Entry(Instant at, Deed deed) {}

  /** Appends a deed. */
  public void note(Deed deed) {
    jdbc.sql("INSERT INTO audit (actor, action, subject, details) VALUES (?, ?, ?, ?::jsonb)")
        .params(
            deed.actor(), deed.action(), deed.subject(), json.writeValueAsString(deed.details()))
        .update();
  }

  /** What was done to a subject, newest first; at most 200. */
  public List<Entry> of(String subject) {
    return jdbc.sql(
            """
            SELECT at, actor, action, subject, details::text FROM audit
             WHERE subject = ? AND subject <> '' ORDER BY id DESC LIMIT 200
            """)
        .param(subject)
        .query((row, _) ->
            new Entry(
                row.getObject("at", OffsetDateTime.class).toInstant(),
                new Deed(
                    row.getString("actor"),
                    row.getString("action"),
                    row.getString("subject"),
                    details(row.getString("details")))))
        .list();
  }

  private Map<String, String> details(String text) {
    Map<String, String> details = new java.util.LinkedHashMap<>();
    json.readTree(text)
        .propertyStream()
        .forEach(field -> details.put(field.getKey(), field.getValue().asString()));
    return details;
  }
}
