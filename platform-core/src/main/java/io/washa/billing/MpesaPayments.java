package io.washa.billing;

import io.washa.billing.approvals.ApprovedWork.Checked;
import io.washa.billing.approvals.Obstacle;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Payments that came by M-Pesa, as they are looked at before they are given back or struck. */
@Component
class MpesaPayments {
  private static final String SELECT =
      """
      SELECT p.id, p.receipt, p.amount, p.shortcode_id, p.subscriber_id, p.ours, p.round,
             p.reversed_at IS NOT NULL AS reversed,
             EXISTS (SELECT FROM mpesa_line l
                      WHERE l.shortcode_id = p.shortcode_id AND l.receipt = p.receipt) AS known
        FROM payment p WHERE p.id = ? AND p.door NOT IN ('cash', 'bank')
      """;

  private final JdbcClient jdbc;

  MpesaPayments(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * A payment.
   *
   * @param amount minor units
   * @param known whether Pull or a statement told of it
   */
  record Paid(
      UUID id,
      @Nullable String receipt,
      long amount,
      UUID shortcode,
      @Nullable UUID subscriber,
      boolean ours,
      int round,
      boolean reversed,
      boolean known) {
    String reference() {
      return round == 0 ? "payment:" + id : "payment:" + id + ":" + round;
    }

    /** Why it can neither be given back nor struck. */
    Optional<Obstacle> obstacle() {
      if (reversed) {
        return Optional.of(Obstacle.TAKEN_BACK);
      }
      return receipt == null || amount % 100 != 0
          ? Optional.of(Obstacle.NOT_MPESA)
          : Optional.empty();
    }
  }

  Checked check(UUID payment) {
    Optional<Paid> found = find(payment);
    if (found.isEmpty()) {
      return new Checked.No(Obstacle.NOT_MPESA);
    }
    return found
        .get()
        .obstacle()
        .<Checked>map(Checked.No::new)
        .orElseGet(() -> new Checked.Fits(found.get().amount()));
  }

  Optional<Paid> find(UUID payment) {
    return jdbc.sql(SELECT).param(payment).query(MpesaPayments::read).optional();
  }

  /** Locked; not FOR UPDATE, for whoever applies it has the wallet and then refers to this row. */
  Optional<Paid> lock(UUID payment) {
    return jdbc.sql(SELECT + " FOR NO KEY UPDATE OF p")
        .param(payment)
        .query(MpesaPayments::read)
        .optional();
  }

  private static Paid read(ResultSet row, int number) throws SQLException {
    return new Paid(
        row.getObject("id", UUID.class),
        row.getString("receipt"),
        row.getLong("amount"),
        row.getObject("shortcode_id", UUID.class),
        row.getObject("subscriber_id", UUID.class),
        row.getBoolean("ours"),
        row.getInt("round"),
        row.getBoolean("reversed"),
        row.getBoolean("known"));
  }
}
