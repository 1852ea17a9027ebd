package io.washa.billing.approvals;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A request as it stands.
 *
 * @param subject a subscriber for a refund and a credit, a payment for the others
 * @param about the subscriber's name and account number, or the payment's code; for people
 * @param amount minor units
 * @param paidFrom for a refund the account's code
 * @param till for a refund in cash
 * @param decidedBy null while it is open
 * @param answer why it was refused; "" otherwise
 */
public record Approval(
    UUID id,
    ApprovalKind kind,
    UUID subject,
    String about,
    long amount,
    @Nullable String paidFrom,
    @Nullable UUID till,
    String reason,
    String request,
    String askedBy,
    Instant askedAt,
    State state,
    @Nullable String decidedBy,
    @Nullable Instant decidedAt,
    String answer) {

  /** How far it is. */
  public enum State {
    /** Waits for another person. */
    OPEN,
    /** Approved and carried out. */
    APPROVED,
    /** Refused. */
    REFUSED,
    /** Done at once, within what its asker may do alone. */
    FREE
  }
}
