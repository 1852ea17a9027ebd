package io.washa.insight;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What was posted to the callbacks' addresses and could not be used. */
@Component
public class Quarantine {
  private static final int LARGEST_PAGE = 200;

  /** Flags of bodies that say nothing wrong; only where or when they came held them up. */
  private static final List<String> HARMLESS =
      List.of("from an address that is not on the list", "not settled at first");

  private final JdbcClient jdbc;

  Quarantine(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * A callback that gave nothing.
   *
   * @param flag why
   * @param source the address it came from; may be empty
   * @param body as it came: whoever shows it has to escape it
   * @param letThroughBy who let it through; null if nobody has
   */
  public record Held(
      UUID id,
      Instant at,
      String flag,
      String kind,
      String source,
      String shortcode,
      String body,
      @Nullable String letThroughBy) {

    /** Whether a person may let it through: nothing in it was found wrong. */
    public boolean mayPass() {
      return letThroughBy == null && HARMLESS.contains(flag);
    }

    /** Leaves personal data out. */
    @Override
    public String toString() {
      return "Held[" + id + " " + flag + "]";
    }
  }

  /**
   * The next ones, newest first.
   *
   * @param after the last one that was seen; null: from the newest
   */
  public List<Held> page(@Nullable UUID after, int size) {
    return jdbc.sql(
            """
            SELECT c.id, c.received_at, c.flag, c.kind, c.source, c.body, s.number,
                   (SELECT a.actor FROM audit a WHERE a.subject = 'callback:' || c.id
                       AND a.action = 'callback.let-through' ORDER BY a.id LIMIT 1) AS passed_by
              FROM callback c JOIN shortcode s ON s.id = c.shortcode_id
             WHERE c.flag IS NOT NULL AND (:after::uuid IS NULL OR c.id < :after::uuid)
             ORDER BY c.id DESC LIMIT :size
            """)
        .param("after", after == null ? null : after.toString(), java.sql.Types.VARCHAR)
        .param("size", Math.min(size, LARGEST_PAGE))
        .query((row, _) ->
            new Held(
                row.getObject("id", UUID.class),
                row.getObject("received_at", OffsetDateTime.class).toInstant(),
                row.getString("flag"),
                row.getString("kind"),
                row.getString("source"),
                row.getString("number"),
                row.getString("body"),
                row.getString("passed_by")))
        .list();
  }
}
