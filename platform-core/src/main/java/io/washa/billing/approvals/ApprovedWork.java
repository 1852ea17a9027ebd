package io.washa.billing.approvals;

import java.util.Optional;

/** Does what was approved, for one kind. */
public interface ApprovedWork {
  /** The kind it does. */
  ApprovalKind kind();

  /** Whether something can be asked for. */
  Checked check(NewApproval wanted);

  /**
   * Does it, within the transaction of the decision.
   *
   * @param by who approved; the asker where no approval is needed
   * @return why it cannot be done: then all of the transaction is rolled back
   */
  Optional<Obstacle> carryOut(Approval approval, String by);

  /** What a look at a request said. */
  sealed interface Checked {
    /**
     * It can be asked for.
     *
     * @param amount minor units
     */
    record Fits(long amount) implements Checked {}

    /** It cannot. */
    record No(Obstacle why) implements Checked {}
  }
}
