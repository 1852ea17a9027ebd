package io.washa.billing.approvals;

import io.washa.identity.Permission;
import java.util.Locale;

/** What can be asked for, and what somebody must be allowed to ask for it. */
public enum ApprovalKind {
  /** Money out of a wallet, in cash or from the bank. */
  REFUND(Permission.REFUND),
  /** A cash payment, taken back on its day. */
  VOID(Permission.VOID),
  /** A credit above what its giver may give in a day. */
  CREDIT(Permission.CREDIT),
  /** A payment that M-Pesa is to give back. */
  REVERSAL(Permission.REFUND),
  /** A payment that M-Pesa knows nothing of, taken out of the books. */
  STRIKE(Permission.VOID);

  private final Permission toAsk;

  ApprovalKind(Permission toAsk) {
    this.toAsk = toAsk;
  }

  /** What whoever asks must be allowed to do. */
  public Permission toAsk() {
    return toAsk;
  }

  /** Whether it is about a subscriber; otherwise about a payment. */
  public boolean isOfSubscriber() {
    return this == REFUND || this == CREDIT;
  }

  String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  static ApprovalKind of(String text) {
    return valueOf(text.toUpperCase(Locale.ROOT));
  }
}
