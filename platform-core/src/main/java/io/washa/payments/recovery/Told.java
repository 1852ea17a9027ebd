package io.washa.payments.recovery;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * For which times M-Pesa's side is known completely. Pull tells payments only; a statement tells
 * charges, withdrawals and reversals, too.
 */
@Component
class Told {
  private final JdbcClient jdbc;

  Told(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** How much of a stretch of time is known. */
  enum Much {
    /** Not even every payment. */
    NOT_ALL,
    /** Every payment, but not what else moved. */
    PAYMENTS,
    /** Every line. */
    EVERYTHING
  }

  /** Every payment from an instant until before another was told. */
  void payments(UUID shortcode, Instant from, Instant until) {
    if (from.isBefore(until)) {
      jdbc.sql(
              """
              UPDATE shortcode
                 SET told = told + tstzmultirange(tstzrange(?, ?)), pulled_at = work.platform_now()
               WHERE id = ?
              """)
          .params(from.atOffset(ZoneOffset.UTC), until.atOffset(ZoneOffset.UTC), shortcode)
          .update();
    }
  }

  /** Every line from an instant until before another was told. */
  void everything(UUID shortcode, Instant from, Instant until) {
    if (from.isBefore(until)) {
      jdbc.sql(
              """
              UPDATE shortcode
                 SET told = told + tstzmultirange(tstzrange(:from, :until)),
                     told_all = told_all + tstzmultirange(tstzrange(:from, :until))
               WHERE id = :shortcode
              """)
          .param("from", from.atOffset(ZoneOffset.UTC))
          .param("until", until.atOffset(ZoneOffset.UTC))
          .param("shortcode", shortcode)
          .update();
    }
  }

  /** How much of a stretch of time was told. */
  Much of(UUID shortcode, Instant from, Instant until) {
    return jdbc.sql(
            """
            SELECT told_all @> tstzrange(:from, :until) AS everything,
                   told @> tstzrange(:from, :until) AS payments
              FROM shortcode WHERE id = :shortcode
            """)
        .param("from", from.atOffset(ZoneOffset.UTC))
        .param("until", until.atOffset(ZoneOffset.UTC))
        .param("shortcode", shortcode)
        .query((row, _) ->
            row.getBoolean("everything")
                ? Much.EVERYTHING
                : row.getBoolean("payments") ? Much.PAYMENTS : Much.NOT_ALL)
        .single();
  }

  /**
   * How far back a look must reach to leave no gap after what was told last.
   *
   * @param least what every look overlaps
   * @param most what M-Pesa still knows
   */
  Duration gap(UUID shortcode, Instant now, Duration least, Duration most) {
    Optional<Instant> end =
        jdbc.sql("SELECT upper(told) AS told_until FROM shortcode WHERE id = ? AND told <> '{}'")
            .param(shortcode)
            .query((row, _) -> row.getObject("told_until", OffsetDateTime.class).toInstant())
            .optional();
    Duration since = end.map(told -> Duration.between(told, now)).orElse(most);
    return since.compareTo(least) < 0 ? least : since.compareTo(most) > 0 ? most : since;
  }
}
