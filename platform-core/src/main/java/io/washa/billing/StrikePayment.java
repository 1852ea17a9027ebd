package io.washa.billing;

import io.washa.billing.approvals.Approval;
import io.washa.billing.approvals.ApprovalKind;
import io.washa.billing.approvals.ApprovedWork;
import io.washa.billing.approvals.NewApproval;
import io.washa.billing.approvals.Obstacle;
import io.washa.payments.PaymentUndone;
import io.washa.payments.Suspense;
import java.time.Clock;
import java.util.Objects;
import java.util.Optional;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/**
 * Takes out of the books a payment that M-Pesa knows nothing of, as approved: one that was entered
 * by hand and never came, or was forged. What it paid for is taken back, whatever the rules say of
 * reversals.
 */
@Component
class StrikePayment implements ApprovedWork {
  private final MpesaPayments payments;
  private final Suspense suspense;
  private final ApplicationEventPublisher events;
  private final Clock clock;

  StrikePayment(
      MpesaPayments payments, Suspense suspense, ApplicationEventPublisher events, Clock clock) {
    this.payments = payments;
    this.suspense = suspense;
    this.events = events;
    this.clock = clock;
  }

  @Override
  public ApprovalKind kind() {
    return ApprovalKind.STRIKE;
  }

  @Override
  public Checked check(NewApproval wanted) {
    return payments.find(wanted.subject()).filter(MpesaPayments.Paid::known).isPresent()
        ? new Checked.No(Obstacle.KNOWN_TO_MPESA)
        : payments.check(wanted.subject());
  }

  @Override
  public Optional<Obstacle> carryOut(Approval approval, String by) {
    MpesaPayments.Paid paid = payments.lock(approval.subject()).orElseThrow();
    if (paid.known()) {
      return Optional.of(Obstacle.KNOWN_TO_MPESA);
    }
    Optional<Obstacle> obstacle = paid.obstacle();
    if (obstacle.isEmpty()) {
      if (paid.subscriber() != null) {
        events.publishEvent(new PaymentUndone(paid.id(), approval.reason()));
      }
      boolean _ =
          suspense.takenBack(Objects.requireNonNull(paid.receipt()), "struck", clock.instant());
    }
    return obstacle;
  }
}
