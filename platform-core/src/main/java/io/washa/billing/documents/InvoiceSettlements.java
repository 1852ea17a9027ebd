package io.washa.billing.documents;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The rows that make invoices smaller; the wallet of the payer is locked by whoever adds one. */
@Component
class InvoiceSettlements {
  private final JdbcClient jdbc;

  InvoiceSettlements(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** Why an invoice becomes smaller, or, by a refund, less paid. */
  enum Kind {
    PAYMENT,
    CREDIT,
    WITHHOLDING,
    REFUND,
    UNWITHHELD
  }

  /** Adds a row; false if the invoice has one of this kind and cause. */
  boolean add(UUID invoice, Kind kind, long amount, String cause, Instant at) {
    return jdbc.sql(
                """
                INSERT INTO settlement (invoice_id, kind, amount, cause, settled_at)
                VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING
                """)
            .params(
                invoice,
                kind.name().toLowerCase(Locale.ROOT),
                amount,
                cause,
                at.atOffset(ZoneOffset.UTC))
            .update()
        == 1;
  }

  /** What a cause paid, oldest invoice first. */
  List<SettleAnswer.Allocation> paidBecauseOf(String cause) {
    return jdbc.sql(
            """
            SELECT d.id, d.label, s.amount FROM settlement s JOIN document d ON d.id = s.invoice_id
             WHERE s.cause = ? AND s.kind = 'payment' ORDER BY d.number
            """)
        .param(cause)
        .query((row, _) ->
            new SettleAnswer.Allocation(
                row.getObject("id", UUID.class), row.getString("label"), row.getLong("amount")))
        .list();
  }

  /** What a cause, in all its parts, paid and did not take back, oldest invoice first. */
  List<SettleAnswer.Allocation> standingBecauseOf(String cause) {
    return jdbc.sql(
            """
            SELECT d.id, d.label, sum(s.amount) AS amount
              FROM settlement s JOIN document d ON d.id = s.invoice_id
             WHERE (s.cause = :cause OR s.cause LIKE :cause || ':for:%')
               AND s.kind IN ('payment', 'refund')
             GROUP BY d.id, d.label, d.number HAVING sum(s.amount) > 0 ORDER BY d.number
            """)
        .param("cause", cause)
        .query((row, _) ->
            new SettleAnswer.Allocation(
                row.getObject("id", UUID.class), row.getString("label"), row.getLong("amount")))
        .list();
  }

  /** What a certificate still counts for; 0 if it is not there, or was taken back. */
  long withheldBy(UUID invoice, String certificate) {
    return jdbc.sql(
            """
            SELECT coalesce(sum(amount), 0) FROM settlement
             WHERE invoice_id = ? AND cause = ? AND kind IN ('withholding', 'unwithheld')
            """)
        .params(invoice, certificate)
        .query((row, _) -> row.getLong(1))
        .single();
  }

  boolean isWithheld(UUID invoice, String certificate) {
    return jdbc.sql(
            """
            SELECT EXISTS (SELECT FROM settlement
                            WHERE invoice_id = ? AND kind = 'withholding' AND cause = ?)
            """)
        .params(invoice, certificate)
        .query((row, _) -> row.getBoolean(1))
        .single();
  }
}
