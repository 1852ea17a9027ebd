package io.washa.billing;

import io.washa.billing.approvals.Approval;
import io.washa.billing.approvals.ApprovalKind;
import io.washa.billing.approvals.ApprovedWork;
import io.washa.billing.approvals.NewApproval;
import io.washa.billing.approvals.Obstacle;
import io.washa.customers.Subscribers;
import io.washa.ledger.Account;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Pays a refund that was approved: out of the drawer that was named, or from the bank. */
@Component
class GiveRefund implements ApprovedWork {
  private final Charges charges;
  private final Drawer drawer;
  private final Subscribers subscribers;

  GiveRefund(Charges charges, Drawer drawer, Subscribers subscribers) {
    this.charges = charges;
    this.drawer = drawer;
    this.subscribers = subscribers;
  }

  @Override
  public ApprovalKind kind() {
    return ApprovalKind.REFUND;
  }

  @Override
  public Checked check(NewApproval wanted) {
    Optional<Account> from = source(wanted.paidFrom());
    if (subscribers.findById(wanted.subject()).isEmpty()) {
      return new Checked.No(Obstacle.NO_SUBJECT);
    }
    if (from.isEmpty()) {
      return new Checked.No(Obstacle.NO_SOURCE);
    }
    UUID till = wanted.till();
    return from.get() == Account.CASH && (till == null || drawer.lock(till).isEmpty())
        ? new Checked.No(Obstacle.NO_TILL)
        : new Checked.Fits(wanted.amount());
  }

  private static Optional<Account> source(@Nullable String code) {
    return Account.CASH.code().equals(code)
        ? Optional.of(Account.CASH)
        : Optional.of(Account.BANK).filter(bank -> bank.code().equals(code));
  }

  @Override
  public Optional<Obstacle> carryOut(Approval approval, String by) {
    String request = "approval:" + approval.id();
    Account from = source(approval.paidFrom()).orElseThrow();
    UUID till = approval.till();
    // The drawer before the wallet, as when cash is taken.
    if (from == Account.CASH) {
      if (till == null || drawer.lock(till).isEmpty()) {
        return Optional.of(Obstacle.NO_TILL);
      }
      if (drawer.expected(till) < approval.amount()) {
        return Optional.of(Obstacle.TOO_LITTLE);
      }
      drawer.refund(till, new Drawer.Out(approval.amount(), approval.askedBy(), "", request));
    }
    Charges.Move move =
        new Charges.Move(
            approval.subject(), approval.amount(), approval.askedBy(), approval.reason(), request);
    return switch (charges.refund(move, by, from)) {
      case DONE -> Optional.empty();
      case TOO_LITTLE -> Optional.of(Obstacle.TOO_LITTLE);
    };
  }
}
