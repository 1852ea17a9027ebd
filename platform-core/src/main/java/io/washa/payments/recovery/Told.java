package io.washa.payments.recovery;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** For which times M-Pesa's side is known completely. */
@Component
class Told {
  private final JdbcClient jdbc;

  Told(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** Everything from an instant until before another was told. */
  void note(UUID shortcode, Instant from, Instant until) {
    jdbc.sql(
            """
            UPDATE shortcode SET told = told + tstzmultirange(tstzrange(?, ?)), pulled_at = work.platform_now()
             WHERE id = ?
            """)
        .params(from.atOffset(ZoneOffset.UTC), until.atOffset(ZoneOffset.UTC), shortcode)
        .update();
  }

  /** Whether all of a stretch of time was told. */
  boolean all(UUID shortcode, Instant from, Instant until) {
    return jdbc.sql("SELECT told @> tstzrange(?, ?) FROM shortcode WHERE id = ?")
        .params(from.atOffset(ZoneOffset.UTC), until.atOffset(ZoneOffset.UTC), shortcode)
        .query((row, _) -> row.getBoolean(1))
        .single();
  }
}
