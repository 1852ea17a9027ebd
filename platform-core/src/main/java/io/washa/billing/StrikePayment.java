package io.washa.billing;

import io.washa.billing.approvals.Approval;
import io.washa.billing.approvals.ApprovalKind;
import io.washa.billing.approvals.ApprovedWork;
import io.washa.billing.approvals.NewApproval;
import io.washa.billing.approvals.Obstacle;
import io.washa.payments.TakingBack;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * Takes out of the books a payment that M-Pesa knows nothing of, as approved: one that was entered
 * by hand and never came, or was forged. What it paid for is taken back, whatever the rules say of
 * reversals.
 */
@Component
class StrikePayment implements ApprovedWork {
  private final MpesaPayments payments;
  private final TakingBack takingBack;

  StrikePayment(MpesaPayments payments, TakingBack takingBack) {
    this.payments = payments;
    this.takingBack = takingBack;
  }

  @Override
  public ApprovalKind kind() {
    return ApprovalKind.STRIKE;
  }

  @Override
  public Checked check(NewApproval wanted) {
    Optional<MpesaPayments.Paid> found = payments.find(wanted.subject());
    return found
        .map(StrikePayment::obstacle)
        .orElse(Optional.of(Obstacle.NO_SUBJECT))
        .<Checked>map(Checked.No::new)
        .orElseGet(() -> new Checked.Fits(found.orElseThrow().amount()));
  }

  @Override
  public Optional<Obstacle> carryOut(Approval approval, String by) {
    MpesaPayments.Paid paid = payments.lock(approval.subject()).orElseThrow();
    Optional<Obstacle> obstacle = obstacle(paid);
    return obstacle.isPresent() || takingBack.strike(paid.id())
        ? obstacle
        : Optional.of(Obstacle.TAKEN_BACK);
  }

  private static Optional<Obstacle> obstacle(MpesaPayments.Paid paid) {
    if (paid.reversed()) {
      return Optional.of(Obstacle.TAKEN_BACK);
    }
    return paid.known() ? Optional.of(Obstacle.KNOWN_TO_MPESA) : Optional.empty();
  }
}
