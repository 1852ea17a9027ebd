package io.washa.billing;

import io.washa.billing.approvals.Approval;
import io.washa.billing.approvals.ApprovalKind;
import io.washa.billing.approvals.ApprovedWork;
import io.washa.billing.approvals.NewApproval;
import io.washa.billing.approvals.Obstacle;
import io.washa.customers.Subscribers;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Gives a credit that was approved, or is within what one person may give. */
@Component
class GiveCredit implements ApprovedWork {
  private final Charges charges;
  private final Subscribers subscribers;

  GiveCredit(Charges charges, Subscribers subscribers) {
    this.charges = charges;
    this.subscribers = subscribers;
  }

  @Override
  public ApprovalKind kind() {
    return ApprovalKind.CREDIT;
  }

  @Override
  public Checked check(NewApproval wanted) {
    return subscribers.findById(wanted.subject()).isPresent()
        ? new Checked.Fits(wanted.amount())
        : new Checked.No(Obstacle.NO_SUBJECT);
  }

  @Override
  public Optional<Obstacle> carryOut(Approval approval, String by) {
    Charges.Move move =
        new Charges.Move(
            approval.subject(),
            approval.amount(),
            approval.askedBy(),
            approval.reason(),
            "approval:" + approval.id());
    return switch (charges.credit(move, by.equals(approval.askedBy()) ? null : by)) {
      case DONE -> Optional.empty();
      case TOO_LITTLE -> Optional.of(Obstacle.TOO_LITTLE);
    };
  }
}
