package io.washa.insight;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads payments page by page, newest first, for programs of the staff's. */
@Component
public class PaymentPages {
  private static final UUID END = new UUID(-1L, -1L);
  private static final String SELECT =
      """
      SELECT p.id, p.intent_id, p.receipt, p.amount, p.door, p.account_reference, p.payer,
             p.subscriber_id, s.account_number, n.name AS plan, p.received_at
        FROM payment p LEFT JOIN subscriber s ON s.id = p.subscriber_id
        LEFT JOIN plan n ON n.id = p.plan_id
      """;

  private final JdbcClient jdbc;

  PaymentPages(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * A payment.
   *
   * @param intent the prompt; null if there was none
   * @param amount minor units
   * @param door {@code stk}, {@code c2b} or {@code query}
   * @param accountReference what was typed or sent as account
   * @param payer as M-Pesa tells it, sometimes hashed
   * @param subscriber null while in suspense
   */
  public record Row(
      UUID id,
      @Nullable UUID intent,
      @Nullable String receipt,
      long amount,
      String door,
      String accountReference,
      String payer,
      @Nullable UUID subscriber,
      @Nullable String accountNumber,
      @Nullable String plan,
      Instant receivedAt) {
    /** Leaves personal data out. */
    @Override
    public String toString() {
      return "Row[" + id + "]";
    }
  }

  /**
   * The payments after one.
   *
   * @param after the last one of the page before; null for the first page
   */
  public List<Row> after(@Nullable UUID after, int limit) {
    return jdbc.sql(SELECT + " WHERE p.id < ? ORDER BY p.id DESC LIMIT ?")
        .params(after == null ? END : after, limit)
        .query(PaymentPages::row)
        .list();
  }

  /** The payment with this id. */
  public Optional<Row> find(UUID id) {
    return jdbc.sql(SELECT + " WHERE p.id = ?").param(id).query(PaymentPages::row).optional();
  }

  private static Row row(ResultSet row, int number) throws SQLException {
    return new Row(
        row.getObject("id", UUID.class),
        row.getObject("intent_id", UUID.class),
        row.getString("receipt"),
        row.getLong("amount"),
        row.getString("door"),
        row.getString("account_reference"),
        row.getString("payer"),
        row.getObject("subscriber_id", UUID.class),
        row.getString("account_number"),
        row.getString("plan"),
        row.getObject("received_at", OffsetDateTime.class).toInstant());
  }
}
