package io.washa.billing;

import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Cashiers' wishes to void a cash payment, which somebody else has to approve. */
@Component
public class Voids {
  private final JdbcClient jdbc;
  private final Tills tills;

  Voids(JdbcClient jdbc, Tills tills) {
    this.jdbc = jdbc;
    this.tills = tills;
  }

  /** What becomes of an approval. */
  public enum Decision {
    /** The payment is voided. */
    DONE,
    /** Nobody asks any more, or it was voided before. */
    GONE,
    /** Its day is over, or its drawer closed: refund it instead. */
    TOO_LATE,
    /** Whoever took or asked may not approve. */
    NEEDS_ANOTHER
  }

  /**
   * Asks for a payment to be voided.
   *
   * @return false if it is not a cash payment of this cashier's open drawer, or is asked for
   *     already, or there is no reason
   */
  @Transactional
  public boolean ask(UUID payment, String cashier, String reason) {
    return !reason.isBlank()
        && jdbc.sql(
                    """
                    INSERT INTO void_request AS v (payment_id, asked_by, reason)
                    SELECT p.id, t.cashier, left(:reason, 200)
                      FROM payment p JOIN till t ON t.id = p.till_id
                     WHERE p.id = :payment AND t.cashier = :cashier AND t.closed_at IS NULL
                       AND p.reversed_at IS NULL
                    ON CONFLICT (payment_id) DO UPDATE
                       SET state = 'open', reason = excluded.reason, decided_by = NULL,
                           decided_at = NULL, asked_at = work.platform_now()
                     WHERE v.state = 'refused'
                    """)
                .param("reason", reason)
                .param("payment", payment)
                .param("cashier", cashier)
                .update()
            == 1;
  }

  /**
   * Voids a payment that was asked for.
   *
   * @param approver not whoever took or asked
   */
  @Transactional
  public Decision approve(UUID payment, String approver) {
    Optional<Wish> wish =
        jdbc.sql(
                """
                SELECT asked_by, reason FROM void_request
                 WHERE payment_id = ? AND state = 'open' FOR UPDATE
                """)
            .param(payment)
            .query((row, _) -> new Wish(row.getString("asked_by"), row.getString("reason")))
            .optional();
    if (wish.isEmpty()) {
      return Decision.GONE;
    }
    if (wish.get().askedBy().equals(approver)) {
      return Decision.NEEDS_ANOTHER;
    }
    return switch (tills.voidPayment(payment, approver, wish.get().reason())) {
      case DONE -> {
        boolean _ = decide(payment, "done", approver);
        yield Decision.DONE;
      }
      case NOT_CASH -> Decision.GONE;
      case TOO_LATE -> Decision.TOO_LATE;
      case NEEDS_ANOTHER -> Decision.NEEDS_ANOTHER;
    };
  }

  /**
   * Leaves a payment as it is.
   *
   * @return false if nobody asks any more
   */
  @Transactional
  public boolean refuse(UUID payment, String approver) {
    return decide(payment, "refused", approver);
  }

  private boolean decide(UUID payment, String state, String approver) {
    return jdbc.sql(
                """
                UPDATE void_request
                   SET state = ?, decided_by = ?, decided_at = work.platform_now()
                 WHERE payment_id = ? AND state = 'open'
                """)
            .params(state, approver, payment)
            .update()
        == 1;
  }

  private record Wish(String askedBy, String reason) {}
}
