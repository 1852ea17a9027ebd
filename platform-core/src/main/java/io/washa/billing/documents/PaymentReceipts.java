package io.washa.billing.documents;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads what stands on receipts; joins other modules' tables, as read models do. */
@Component
class PaymentReceipts {
  private final JdbcClient jdbc;
  private final InvoiceSettlements settlements;

  PaymentReceipts(JdbcClient jdbc, InvoiceSettlements settlements) {
    this.jdbc = jdbc;
    this.settlements = settlements;
  }

  Optional<PaymentReceipt> of(UUID payment) {
    return jdbc.sql(
            """
            SELECT p.id, p.receipt, p.amount, p.paid_at, p.subscriber_id, p.door,
                   p.reversed_at IS NOT NULL AS taken_back, w.reference,
                   coalesce((SELECT -sum(o.amount) FROM journal_entry e
                               JOIN posting o ON o.entry_id = e.id AND o.account = '2300'
                              WHERE e.kind = 'sale' AND e.reference = w.reference), 0) AS tax,
                   coalesce(s.first_name || ' ' || s.last_name, '') AS name,
                   coalesce(s.account_number, '') AS account_number,
                   coalesce(s.language, 'en') AS language, n.name AS plan, q.ends_at
              FROM payment p CROSS JOIN LATERAL (
                SELECT 'payment:' || p.id
                       || CASE p.round WHEN 0 THEN '' ELSE ':' || p.round END AS reference) w
              LEFT JOIN subscriber s ON s.id = p.subscriber_id
              LEFT JOIN period q ON q.cause = w.reference AND q.cancelled_at IS NULL
              LEFT JOIN plan n ON n.id = q.plan_id
             WHERE p.id = ?
            """)
        .param(payment)
        .query(this::read)
        .optional();
  }

  private PaymentReceipt read(ResultSet row, int number) throws SQLException {
    UUID id = row.getObject("id", UUID.class);
    OffsetDateTime endsAt = row.getObject("ends_at", OffsetDateTime.class);
    return new PaymentReceipt(
        id,
        row.getString("receipt"),
        row.getLong("amount"),
        row.getObject("paid_at", OffsetDateTime.class).toInstant(),
        row.getObject("subscriber_id", UUID.class),
        row.getString("name"),
        row.getString("account_number"),
        row.getString("language"),
        row.getString("door"),
        row.getBoolean("taken_back"),
        row.getLong("tax"),
        row.getString("plan"),
        endsAt == null ? null : endsAt.toInstant(),
        settlements.standingBecauseOf(row.getString("reference")));
  }
}
