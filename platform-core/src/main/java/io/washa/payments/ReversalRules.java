package io.washa.payments;

import io.washa.tenancy.Settings;

/**
 * What follows when M-Pesa takes a payment back.
 *
 * @param cutOff whether what it paid for is taken back, too; otherwise it stays and the
 *     subscriber's wallet goes below zero
 */
public record ReversalRules(boolean cutOff) {
  /** Access goes with the money. */
  public static final Settings.Choice<ReversalRules> CHOICE =
      new Settings.Choice<>("payments.reversal", ReversalRules.class, new ReversalRules(true));
}
