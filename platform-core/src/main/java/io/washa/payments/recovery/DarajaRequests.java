package io.washa.payments.recovery;

import java.sql.Types;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What initiators asked M-Pesa for. */
@Component
class DarajaRequests {
  private final JdbcClient jdbc;

  DarajaRequests(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** What can be asked for. */
  enum Kind {
    STATUS,
    REVERSAL
  }

  /**
   * A question.
   *
   * @param amount minor units; null where none is needed
   */
  record Question(Kind kind, String receipt, @Nullable Long amount, String askedBy) {}

  /** A question as it stands. */
  record Open(UUID id, Kind kind, String receipt, boolean done) {}

  /** How a question ended. */
  record End(String state, String code, String text) {}

  /** Opens a question; empty if the same was asked within ten minutes and is open. */
  Optional<UUID> open(UUID shortcode, Question question) {
    jdbc.sql(
            """
            UPDATE daraja_request SET state = 'unknown'
             WHERE shortcode_id = ? AND receipt = ? AND state IN ('asked', 'accepted')
               AND asked_at < work.platform_now() - interval '10 minutes'
            """)
        .params(shortcode, question.receipt())
        .update();
    return jdbc.sql(
            """
            INSERT INTO daraja_request (shortcode_id, kind, receipt, amount, asked_by)
            VALUES (:shortcode, :kind, :receipt, :amount, :who)
            ON CONFLICT DO NOTHING RETURNING id
            """)
        .param("shortcode", shortcode)
        .param("kind", question.kind().name().toLowerCase(Locale.ROOT))
        .param("receipt", question.receipt())
        .param("amount", question.amount(), Types.BIGINT)
        .param("who", question.askedBy())
        .query((row, _) -> row.getObject("id", UUID.class))
        .optional();
  }

  /** The question was taken; its answer may have overtaken this news. */
  void accepted(UUID request, String conversation) {
    jdbc.sql(
            "UPDATE daraja_request SET conversation_id = ?,"
                + " state = CASE state WHEN 'asked' THEN 'accepted' ELSE state END WHERE id = ?")
        .params(conversation, request)
        .update();
  }

  /** The question with this id, locked. */
  Optional<Open> lock(UUID shortcode, UUID request) {
    return jdbc.sql(
            """
            SELECT id, kind, receipt, state IN ('done', 'failed') AS done FROM daraja_request
             WHERE id = ? AND shortcode_id = ? FOR UPDATE
            """)
        .params(request, shortcode)
        .query((row, _) ->
            new Open(
                row.getObject("id", UUID.class),
                Kind.valueOf(row.getString("kind").toUpperCase(Locale.ROOT)),
                row.getString("receipt"),
                row.getBoolean("done")))
        .optional();
  }

  void ended(UUID request, End end) {
    jdbc.sql(
            """
            UPDATE daraja_request
               SET state = ?, result_code = ?, result_text = left(?, 500),
                   ended_at = work.platform_now()
             WHERE id = ?
            """)
        .params(end.state(), end.code(), end.text(), request)
        .update();
  }

  /** What was paid under a receipt, minor units; empty if nothing is known of it. */
  Optional<Long> paid(String receipt) {
    return jdbc.sql("SELECT amount FROM payment WHERE receipt = ?")
        .param(receipt)
        .query((row, _) -> row.getLong("amount"))
        .optional();
  }
}
