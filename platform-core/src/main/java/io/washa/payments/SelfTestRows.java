package io.washa.payments;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The self-tests as they are kept. */
@Component
class SelfTestRows {
  private static final String FIND =
      """
      SELECT t.id, t.shortcode_id, t.phone, t.reference, t.checkout_request_id, t.asked_by,
             t.created_at, t.prompted_at, t.answered_at, t.callback_at, t.problem,
             coalesce(t.receipt, p.receipt) AS receipt, p.posted_at
        FROM self_test t
        LEFT JOIN LATERAL (
          SELECT q.receipt, q.posted_at FROM payment q
           WHERE NOT q.ours AND q.received_at >= t.created_at - interval '10 minutes'
             AND q.account_reference = t.reference LIMIT 1) p ON true
      """;

  private final JdbcClient jdbc;

  SelfTestRows(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  UUID insert(UUID shortcode, String phone, String reference, String who) {
    return jdbc.sql(
            """
            INSERT INTO self_test (shortcode_id, phone, reference, asked_by) VALUES (?, ?, ?, ?)
            RETURNING id
            """)
        .params(shortcode, phone, reference, who)
        .query((row, _) -> row.getObject("id", UUID.class))
        .single();
  }

  Optional<SelfTest> find(UUID id) {
    return jdbc.sql(FIND + " WHERE t.id = ?").param(id).query(SelfTestRows::read).optional();
  }

  Optional<SelfTest> lock(UUID id) {
    return jdbc.sql(FIND + " WHERE t.id = ? FOR UPDATE OF t")
        .param(id)
        .query(SelfTestRows::read)
        .optional();
  }

  Optional<SelfTest> last(UUID shortcode) {
    return jdbc.sql(FIND + " WHERE t.shortcode_id = ? ORDER BY t.created_at DESC LIMIT 1")
        .param(shortcode)
        .query(SelfTestRows::read)
        .optional();
  }

  /** Safaricom took the prompt in; a callback may have overtaken this news. */
  void prompted(UUID id, String checkoutRequestId) {
    jdbc.sql(
            """
            UPDATE self_test SET prompted_at = work.platform_now(), checkout_request_id = ?
             WHERE id = ?
            """)
        .params(checkoutRequestId, id)
        .update();
  }

  void problem(UUID id, String what) {
    jdbc.sql("UPDATE self_test SET problem = left(?, 300) WHERE id = ?").params(what, id).update();
  }

  /**
   * The person has answered the prompt.
   *
   * @param problem why it is not paid; null if it is
   */
  void answered(UUID id, @Nullable String problem) {
    jdbc.sql(
            """
            UPDATE self_test
               SET answered_at = coalesce(answered_at, work.platform_now()),
                   problem = left(:problem, 300)
             WHERE id = :id
            """)
        .param("problem", problem, Types.VARCHAR)
        .param("id", id)
        .update();
  }

  /** The callback came, and with it the answer. */
  void calledBack(UUID id, @Nullable String receipt, @Nullable String problem) {
    answered(id, problem);
    jdbc.sql(
            """
            UPDATE self_test
               SET callback_at = coalesce(callback_at, work.platform_now()),
                   receipt = coalesce(receipt, :receipt)
             WHERE id = :id
            """)
        .param("receipt", receipt, Types.VARCHAR)
        .param("id", id)
        .update();
  }

  Optional<UUID> paymentOf(String receipt) {
    return jdbc.sql("SELECT id FROM payment WHERE receipt = ?")
        .param(receipt)
        .query((row, _) -> row.getObject("id", UUID.class))
        .optional();
  }

  private static SelfTest read(ResultSet row, int number) throws SQLException {
    return new SelfTest(
        row.getObject("id", UUID.class),
        row.getObject("shortcode_id", UUID.class),
        row.getString("phone"),
        row.getString("reference"),
        row.getString("checkout_request_id"),
        row.getString("asked_by"),
        row.getObject("created_at", OffsetDateTime.class).toInstant(),
        moment(row, "prompted_at"),
        moment(row, "answered_at"),
        moment(row, "callback_at"),
        moment(row, "posted_at"),
        row.getString("receipt"),
        row.getString("problem"));
  }

  private static @Nullable Instant moment(ResultSet row, String column) throws SQLException {
    OffsetDateTime at = row.getObject(column, OffsetDateTime.class);
    return at == null ? null : at.toInstant();
  }
}
