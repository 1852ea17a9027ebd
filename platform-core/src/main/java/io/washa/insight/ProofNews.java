package io.washa.insight;

import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * What the last proof of a shortcode's books came to.
 *
 * @param number the shortcode's
 * @param day the oldest day that differs, or else the one before the proof
 * @param difference minor units; 0 with lines to look at is no peace either
 */
public record ProofNews(String number, State state, LocalDate day, long difference) {

  /** What it came to. */
  public enum State {
    /** Every line is explained. */
    ZERO,
    /** Somebody has to look. */
    DIFFERS,
    /** M-Pesa has not told of the day: nothing can be said. */
    NOT_TOLD
  }

  /** Reads them. */
  @Component
  public static class Reader {
    private final JdbcClient jdbc;

    Reader(JdbcClient jdbc) {
      this.jdbc = jdbc;
    }

    /** Of every shortcode that was proved, by number. */
    public List<ProofNews> all() {
      return jdbc.sql(
              """
              SELECT number, proof_state, proof_day, coalesce(proof_difference, 0) AS difference
                FROM shortcode WHERE proof_state IS NOT NULL ORDER BY number
              """)
          .query((row, _) ->
              new ProofNews(
                  row.getString("number"),
                  State.valueOf(row.getString("proof_state").toUpperCase(Locale.ROOT)),
                  row.getObject("proof_day", LocalDate.class),
                  row.getLong("difference")))
          .list();
    }
  }
}
