package io.washa.billing.approvals;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What somebody asks for.
 *
 * @param subject a subscriber for a refund and a credit, a payment for the others
 * @param amount minor units; for a payment not read: it is the whole of it
 * @param paidFrom for a refund the account's code, cash or bank
 * @param till for a refund in cash, the drawer it comes from
 * @param request names this try: the same twice is asked once
 */
public record NewApproval(
    ApprovalKind kind,
    UUID subject,
    long amount,
    String reason,
    @Nullable String paidFrom,
    @Nullable UUID till,
    String request) {

  private static final int LONGEST_REASON = 500;

  /**
   * Checks what was typed.
   *
   * @throws IllegalArgumentException with a sentence for whoever typed it
   */
  public NewApproval {
    reason = reason.strip();
    if (reason.isEmpty() || reason.length() > LONGEST_REASON || request.isBlank()) {
      throw new IllegalArgumentException("a reason of at most 500 characters is needed");
    }
    if (kind.isOfSubscriber() && amount <= 0) {
      throw new IllegalArgumentException("the amount must be above 0");
    }
  }

  /** Something about a payment, with a fresh name. */
  public static NewApproval ofPayment(ApprovalKind kind, UUID payment, String reason) {
    return new NewApproval(kind, payment, 0, reason, null, null, UUID.randomUUID().toString());
  }

  /** A credit, with a fresh name. */
  public static NewApproval credit(UUID subscriber, long amount, String reason) {
    return new NewApproval(
        ApprovalKind.CREDIT, subscriber, amount, reason, null, null, UUID.randomUUID().toString());
  }

  /** A refund in cash, with a fresh name. */
  public static NewApproval cashRefund(UUID subscriber, long amount, String reason, UUID till) {
    return new NewApproval(
        ApprovalKind.REFUND,
        subscriber,
        amount,
        reason,
        "1000",
        till,
        UUID.randomUUID().toString());
  }

  /** A refund from the bank, with a fresh name. */
  public static NewApproval bankRefund(UUID subscriber, long amount, String reason) {
    return new NewApproval(
        ApprovalKind.REFUND,
        subscriber,
        amount,
        reason,
        "1150",
        null,
        UUID.randomUUID().toString());
  }

  /** The same, once for this request. */
  public NewApproval because(String of) {
    return new NewApproval(kind, subject, amount, reason, paidFrom, till, of);
  }
}
