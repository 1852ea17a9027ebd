package io.washa.billing;

import io.washa.billing.approvals.Approval;
import io.washa.billing.approvals.ApprovalKind;
import io.washa.billing.approvals.ApprovedWork;
import io.washa.billing.approvals.NewApproval;
import io.washa.billing.approvals.Obstacle;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Voids a cash payment as approved, on its day and before its drawer is closed. */
@Component
class VoidCash implements ApprovedWork {
  private final JdbcClient jdbc;
  private final Tills tills;

  VoidCash(JdbcClient jdbc, Tills tills) {
    this.jdbc = jdbc;
    this.tills = tills;
  }

  @Override
  public ApprovalKind kind() {
    return ApprovalKind.VOID;
  }

  @Override
  public Checked check(NewApproval wanted) {
    return jdbc.sql(
            "SELECT amount FROM payment WHERE id = ? AND door = 'cash' AND reversed_at IS NULL")
        .param(wanted.subject())
        .query((row, _) -> row.getLong("amount"))
        .optional()
        .<Checked>map(Checked.Fits::new)
        .orElseGet(() -> new Checked.No(Obstacle.NOT_CASH));
  }

  @Override
  public Optional<Obstacle> carryOut(Approval approval, String by) {
    return switch (tills.voidPayment(approval.subject(), by, approval.reason())) {
      case DONE -> Optional.empty();
      case NOT_CASH -> Optional.of(Obstacle.NOT_CASH);
      case TOO_LATE -> Optional.of(Obstacle.TOO_LATE);
      case NEEDS_ANOTHER -> Optional.of(Obstacle.TOOK_IT);
    };
  }
}
