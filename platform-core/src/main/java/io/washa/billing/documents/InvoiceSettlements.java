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
    REFUND
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
