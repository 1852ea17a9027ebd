package io.washa.payments;

import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The payments that arrived. */
@Component
public class Payments {
  private final JdbcClient jdbc;

  Payments(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** The payment with this id. */
  public Optional<Payment> find(UUID id) {
    return jdbc.sql(
            """
            SELECT id, receipt, amount, subscriber_id, service_id, plan_id, price, paid_at,
                   round
              FROM payment WHERE id = ?
            """)
        .param(id)
        .query((row, _) ->
            new Payment(
                row.getObject("id", UUID.class),
                row.getString("receipt"),
                row.getLong("amount"),
                row.getObject("subscriber_id", UUID.class),
                row.getObject("service_id", UUID.class),
                row.getObject("plan_id", UUID.class),
                row.getObject("price", Long.class),
                row.getObject("paid_at", OffsetDateTime.class).toInstant(),
                row.getInt("round")))
        .optional();
  }

  /** Whether M-Pesa took the money back. */
  public boolean isReversed(UUID id) {
    return jdbc.sql("SELECT EXISTS (SELECT FROM payment WHERE id = ? AND reversed_at IS NOT NULL)")
        .param(id)
        .query((row, _) -> row.getBoolean(1))
        .single();
  }

  /**
   * Whether a payment's match may be undone by one person: money over the counter or through the
   * bank is voided or bounces instead, by two.
   */
  public boolean mayBeReleased(UUID id) {
    return !CashPayments.isOverTheCounter(jdbc, id);
  }
}
