package io.washa.payments;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * A payment, locked until the transaction ends.
 *
 * @param reference what names its consequences in the books
 * @param amount minor units
 * @param subscriber null: in suspense
 */
record HeldPayment(
    String reference,
    long amount,
    @Nullable UUID subscriber,
    Instant paidAt,
    boolean reversed,
    boolean ours) {

  /** Not FOR UPDATE: whoever applies it holds the wallet and then refers to this row. */
  static Optional<HeldPayment> lock(JdbcClient jdbc, UUID payment) {
    return jdbc.sql(
            """
            SELECT id, amount, subscriber_id, paid_at, round, reversed_at IS NOT NULL AS reversed, ours
              FROM payment WHERE id = ? FOR NO KEY UPDATE
            """)
        .param(payment)
        .query((row, _) ->
            new HeldPayment(
                row.getInt("round") == 0
                    ? "payment:" + row.getString("id")
                    : "payment:" + row.getString("id") + ":" + row.getInt("round"),
                row.getLong("amount"),
                row.getObject("subscriber_id", UUID.class),
                row.getObject("paid_at", OffsetDateTime.class).toInstant(),
                row.getBoolean("reversed"),
                row.getBoolean("ours")))
        .optional();
  }
}
