package io.washa.insight;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads how far payments have come. */
@Component
public class PaymentTimelines {
  private static final String SELECT =
      """
      SELECT i.id AS intent, i.state, i.result_code, i.prompted_at,
             p.id AS payment, p.receipt, coalesce(p.amount, i.amount) AS amount,
             p.received_at, p.matched_at, p.posted_at,
             coalesce(n.name, '') AS plan, coalesce(p.service_id, i.service_id) AS service,
             q.renewed_at, q.ends_at, c.sent_at, c.stored_at, c.applied_at,
             a.applied_generation >= coalesce(q.access_generation,
               CASE WHEN a.enabled THEN a.generation END) AS connected,
             CASE WHEN a.outcome IN ('waiting', 'failed') THEN a.error END AS access_error,
             a.online, a.online_changed_at, coalesce(x.missing, 0) AS missing,
             q.id IS NOT NULL OR coalesce(x.outcome = 'settled', false) AS applied
        FROM payment_intent i FULL JOIN payment p ON p.intent_id = i.id
        LEFT JOIN period q ON q.cause = 'payment:' || p.id || CASE WHEN p.round > 0 THEN ':' || p.round ELSE '' END
        LEFT JOIN plan n ON n.id = coalesce(q.plan_id, p.plan_id, i.plan_id)
        LEFT JOIN access_change c
               ON c.access_id = q.access_id AND c.generation = q.access_generation
        LEFT JOIN payment_application x ON x.payment_id = p.id AND x.round = p.round
        LEFT JOIN access a ON a.id = coalesce(q.access_id,
               (SELECT b.id FROM access b
                 WHERE b.service_id = p.service_id AND NOT b.removed AND x.outcome = 'settled'))
      """;

  private final JdbcClient jdbc;

  PaymentTimelines(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** How far the prompt with this id has come. */
  public Optional<PaymentProgress> ofIntent(UUID intent) {
    return jdbc.sql(SELECT + " WHERE i.id = ?")
        .param(intent)
        .query(PaymentTimelines::read)
        .optional();
  }

  /** How far the payment with this id has come; empty if it is unknown or in suspense. */
  public Optional<PaymentProgress> ofPayment(UUID payment) {
    return jdbc.sql(SELECT + " WHERE p.id = ? AND p.service_id IS NOT NULL")
        .param(payment)
        .query(PaymentTimelines::read)
        .optional();
  }

  /** How far the payment with this receipt has come; empty if it is unknown or in suspense. */
  public Optional<PaymentProgress> ofReceipt(String receipt) {
    return jdbc.sql(SELECT + " WHERE p.receipt = ? AND p.service_id IS NOT NULL")
        .param(receipt.strip().toUpperCase(Locale.ROOT))
        .query(PaymentTimelines::read)
        .optional();
  }

  private static PaymentProgress read(ResultSet row, int number) throws SQLException {
    boolean paid = row.getObject("payment") != null;
    return new PaymentProgress(
        row.getObject("intent", UUID.class),
        state(row.getString("state"), paid),
        row.getString("result_code"),
        row.getString("receipt"),
        row.getLong("amount"),
        row.getString("plan"),
        row.getObject("service", UUID.class),
        paid,
        row.getBoolean("applied"),
        row.getBoolean("connected"),
        row.getBoolean("connected") && row.getBoolean("online"),
        row.getString("access_error"),
        instant(row, "ends_at"),
        row.getLong("missing"),
        timeline(row));
  }

  private static PaymentProgress.State state(@Nullable String state, boolean paid) {
    if (paid || state == null) {
      return PaymentProgress.State.PAID;
    }
    return switch (state) {
      case "failed" -> PaymentProgress.State.FAILED;
      case "unknown" -> PaymentProgress.State.UNKNOWN;
      default -> PaymentProgress.State.PROMPTED;
    };
  }

  private static List<PaymentProgress.Step> timeline(ResultSet row) throws SQLException {
    List<PaymentProgress.Step> steps = new ArrayList<>();
    for (String[] step :
        new String[][] {
          {"prompted", "prompted_at"},
          {"received", "received_at"},
          {"matched", "matched_at"},
          {"posted", "posted_at"},
          {"renewed", "renewed_at"},
          {"sent", "sent_at"},
          {"applied", "applied_at"}
        }) {
      Instant at = instant(row, step[1]);
      if (at != null) {
        steps.add(new PaymentProgress.Step(step[0], at));
      }
    }
    Instant applied = instant(row, "applied_at");
    Instant online = instant(row, "online_changed_at");
    if (applied != null && online != null && row.getBoolean("online")) {
      steps.add(new PaymentProgress.Step("online", online.isBefore(applied) ? applied : online));
    }
    return steps;
  }

  private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
    OffsetDateTime at = row.getObject(column, OffsetDateTime.class);
    return at == null ? null : at.toInstant();
  }
}
