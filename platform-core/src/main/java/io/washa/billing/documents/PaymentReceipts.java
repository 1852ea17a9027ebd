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
            SELECT p.id, p.receipt, p.amount, p.paid_at, p.subscriber_id,
                   coalesce(s.first_name || ' ' || s.last_name, '') AS name,
                   coalesce(s.account_number, '') AS account_number,
                   coalesce(s.language, 'en') AS language, n.name AS plan, q.ends_at
              FROM payment p LEFT JOIN subscriber s ON s.id = p.subscriber_id
              LEFT JOIN period q ON q.cause = 'payment:' || p.id
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
        row.getString("plan"),
        endsAt == null ? null : endsAt.toInstant(),
        settlements.paidBecauseOf("payment:" + id));
  }
}
