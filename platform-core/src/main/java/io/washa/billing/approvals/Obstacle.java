package io.washa.billing.approvals;

/** Why something cannot be done, asked for or approved. */
public enum Obstacle {
  /** There is no such subscriber or payment. */
  NO_SUBJECT,
  /** The wallet, or the drawer, holds less. */
  TOO_LITTLE,
  /** The drawer that was named is closed, or none was. */
  NO_TILL,
  /** Money goes back in cash or from the bank. */
  NO_SOURCE,
  /** It is no cash payment. */
  NOT_CASH,
  /** It did not come by M-Pesa with a code, in whole shillings. */
  NOT_MPESA,
  /** M-Pesa has told of it, so that it cannot be struck. */
  KNOWN_TO_MPESA,
  /** It was taken back before, or is being. */
  TAKEN_BACK,
  /** Its day is over, or its drawer closed. */
  TOO_LATE,
  /** Whoever took the money may not approve that it is taken back. */
  TOOK_IT
}
