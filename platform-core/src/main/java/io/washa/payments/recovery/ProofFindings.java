package io.washa.payments.recovery;

import io.washa.payments.recovery.DailyProof.About;
import io.washa.payments.recovery.DailyProof.Finding;
import io.washa.payments.recovery.DailyProof.Kind;
import io.washa.payments.recovery.DailyProof.Stretch;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The lines of a day in which the books and M-Pesa's side differ. */
@Component
class ProofFindings {
  private final JdbcClient jdbc;

  ProofFindings(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * At most 500, by time. What we know and M-Pesa does not is one only once M-Pesa has told of
   * every payment.
   */
  List<Finding> of(Stretch stretch, boolean paymentsTold) {
    return jdbc.sql(
            """
            WITH line AS (
              SELECT * FROM mpesa_line
               WHERE shortcode_id = :shortcode
                 AND completed_at >= :from AND completed_at < :until),
            paid AS (
              SELECT id, receipt, paid_at, amount FROM payment
               WHERE shortcode_id = :shortcode AND paid_at >= :from AND paid_at < :until
                 AND reversed_at IS NULL)
            SELECT 'not_booked' AS what, l.receipt, l.completed_at AS at, l.amount AS mpesa,
                   0 AS ours, NULL::text AS kind, NULL::int AS ordinal, NULL::uuid AS payment,
                   NULL::uuid AS entry
              FROM line l
             WHERE l.kind = 'payment'
               AND NOT EXISTS (SELECT FROM payment p WHERE p.receipt = l.receipt)
            UNION ALL
            SELECT 'not_at_mpesa', p.receipt, p.paid_at, 0, p.amount, NULL, NULL, p.id, NULL
              FROM paid p
             WHERE p.receipt IS NOT NULL
               AND (:told OR EXISTS (SELECT FROM shortcode s
                                      WHERE s.id = :shortcode
                                        AND (s.told @> p.paid_at OR s.told_all @> p.paid_at)))
               AND NOT EXISTS (SELECT FROM mpesa_line l
                                WHERE l.shortcode_id = :shortcode AND l.receipt = p.receipt
                                  AND l.kind = 'payment')
            UNION ALL
            SELECT 'other_amount', l.receipt, l.completed_at, l.amount, p.amount, NULL, NULL, NULL,
                   NULL
              FROM line l JOIN payment p ON p.receipt = l.receipt
             WHERE l.kind = 'payment' AND p.amount <> l.amount
            UNION ALL
            SELECT 'without_receipt', '', p.paid_at, 0, p.amount, NULL, NULL, p.id, NULL
              FROM paid p WHERE p.receipt IS NULL
            UNION ALL
            SELECT 'unexplained', l.receipt, l.completed_at, l.amount, 0, l.kind, l.ordinal, NULL,
                   NULL
              FROM line l
              JOIN journal_entry e ON e.kind = 'mpesa-' || l.kind AND e.reference = l.entry
             WHERE l.kind IN ('other', 'reversal')
               AND NOT EXISTS (SELECT FROM journal_entry x
                                WHERE x.kind IN ('explained-' || l.kind, e.kind || '-undone')
                                  AND x.reference = l.entry)
            UNION ALL
            SELECT 'without_line', '', e.value_date, 0, o.amount, NULL, NULL, NULL, e.id
              FROM journal_entry e JOIN posting o ON o.entry_id = e.id AND o.account = '1100'
             WHERE e.value_date >= :from AND e.value_date < :until
               AND e.kind NOT IN ('payment', 'reversal', 'reversal-undone')
               AND e.kind NOT LIKE 'mpesa-%' AND e.kind NOT LIKE 'explained-%'
               AND NOT EXISTS (SELECT FROM mpesa_line l WHERE l.explained_by = e.id)
            ORDER BY at LIMIT 500
            """)
        .param("shortcode", stretch.shortcode())
        .param("from", stretch.from())
        .param("until", stretch.until())
        .param("told", paymentsTold)
        .query((row, _) -> read(stretch.shortcode(), row))
        .list();
  }

  private static Finding read(UUID shortcode, ResultSet row) throws SQLException {
    String kind = row.getString("kind");
    String receipt = row.getString("receipt");
    return new Finding(
        Kind.valueOf(row.getString("what").toUpperCase(Locale.ROOT)),
        receipt,
        Objects.requireNonNull(row.getObject("at", OffsetDateTime.class)).toInstant(),
        row.getLong("mpesa"),
        row.getLong("ours"),
        new About(
            kind == null
                ? null
                : new LineKey(
                    shortcode,
                    receipt,
                    MpesaLine.Kind.valueOf(kind.toUpperCase(Locale.ROOT)),
                    row.getInt("ordinal")),
            row.getObject("payment", UUID.class),
            row.getObject("entry", UUID.class)));
  }
}
