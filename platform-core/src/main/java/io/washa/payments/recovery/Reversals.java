package io.washa.payments.recovery;

import io.washa.ledger.Account;
import io.washa.ledger.Ledger;
import io.washa.payments.PaymentRecorded;
import io.washa.payments.TakingBack;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Brings reversals and their payments together, whichever comes first. A reversal without its
 * payment, of another amount, or of what was given back before is to be explained by a person.
 */
@Component
@Transactional(propagation = Propagation.MANDATORY)
class Reversals {
  private static final String WAITING =
      """
      SELECT l.shortcode_id, l.receipt, l.ordinal, l.completed_at, l.amount, l.details, l.linked
        FROM payment p
        JOIN mpesa_line l ON l.linked = p.receipt AND l.linked <> '' AND l.kind = 'reversal'
       WHERE p.reversed_at IS NULL AND -l.amount = p.amount
      """;

  private final JdbcClient jdbc;
  private final Ledger ledger;
  private final TakingBack takingBack;

  Reversals(JdbcClient jdbc, Ledger ledger, TakingBack takingBack) {
    this.jdbc = jdbc;
    this.ledger = ledger;
    this.takingBack = takingBack;
  }

  /** What M-Pesa says when a payment was given back before, without saying under which receipt. */
  static final String BEFORE = "R000001";

  private record Paid(UUID id, long amount, Optional<String> reversal) {}

  /** Takes the line of a reversal. */
  void take(MpesaLine line, LineKey key) {
    Optional<Paid> paid = paid(line.linked());
    Optional<String> reversal = paid.flatMap(Paid::reversal);
    boolean whole = paid.isPresent() && paid.get().amount() == -line.amount();
    boolean ours =
        reversal.isPresent()
            ? reversal.get().equals(line.receipt()) || reversal.get().equals(BEFORE)
            : whole && takingBack.takenBack(line.linked(), line.receipt(), line.completedAt());
    if (!ours) {
      var _ = ledger.book(MpesaLines.entry(line, key, Account.UNEXPLAINED));
      return;
    }
    jdbc.sql("UPDATE payment SET reversal = ? WHERE receipt = ? AND reversal = ?")
        .params(line.receipt(), line.linked(), BEFORE)
        .update();
    settled(key);
  }

  /** What had been booked while its payment was not known is taken back. */
  private void settled(LineKey key) {
    var _ = ledger.reverse(key.booking(), key.entry(), "its payment came");
    var _ = ledger.reverse(key.explanation(), key.entry(), "its payment came");
    jdbc.sql(
            """
            UPDATE mpesa_line SET explained_by = NULL
             WHERE shortcode_id = ? AND receipt = ? AND kind = 'reversal' AND ordinal = ?
               AND explained_by IS NOT NULL
            """)
        .params(key.shortcode(), key.receipt(), key.ordinal())
        .update();
  }

  private Optional<Paid> paid(String receipt) {
    return receipt.isEmpty()
        ? Optional.empty()
        : jdbc.sql(
                """
                SELECT id, amount, CASE WHEN reversed_at IS NOT NULL THEN reversal END AS reversal
                  FROM payment WHERE receipt = ? FOR NO KEY UPDATE
                """)
            .param(receipt)
            .query((row, _) ->
                new Paid(
                    row.getObject("id", UUID.class),
                    row.getLong("amount"),
                    Optional.ofNullable(row.getString("reversal"))))
            .optional();
  }

  /** A payment came, or its receipt: M-Pesa may have told of its reversal before. */
  @EventListener
  void recorded(PaymentRecorded payment) {
    jdbc.sql(WAITING + " AND p.id = ?")
        .param(payment.payment())
        .query(Reversals::read)
        .list()
        .forEach(waiting -> take(waiting.line(), waiting.key()));
  }

  /** The same for the payment of a receipt. */
  void of(String receipt) {
    jdbc.sql(WAITING + " AND p.receipt = ?")
        .param(receipt)
        .query(Reversals::read)
        .list()
        .forEach(waiting -> take(waiting.line(), waiting.key()));
  }

  /** The same for all payments of a shortcode: a line and its payment may have come at once. */
  void all(UUID shortcode) {
    jdbc.sql(WAITING + " AND p.shortcode_id = ?")
        .param(shortcode)
        .query(Reversals::read)
        .list()
        .forEach(waiting -> take(waiting.line(), waiting.key()));
  }

  private record Waiting(MpesaLine line, LineKey key) {}

  private static Waiting read(ResultSet row, int number) throws SQLException {
    UUID shortcode = row.getObject("shortcode_id", UUID.class);
    String receipt = row.getString("receipt");
    return new Waiting(
        new MpesaLine(
            shortcode,
            receipt,
            MpesaLine.Kind.REVERSAL,
            Objects.requireNonNull(row.getObject("completed_at", OffsetDateTime.class)).toInstant(),
            row.getLong("amount"),
            new MpesaLine.Words(row.getString("details"), "", ""),
            row.getString("linked")),
        new LineKey(shortcode, receipt, MpesaLine.Kind.REVERSAL, row.getInt("ordinal")));
  }
}
