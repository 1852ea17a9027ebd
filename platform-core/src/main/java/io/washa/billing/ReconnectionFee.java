package io.washa.billing;

import io.washa.tenancy.Settings;

/**
 * What it costs to come back after being suspended or closed.
 *
 * @param amount minor units, taxes included; 0 for nothing
 */
public record ReconnectionFee(long amount) {
  /** Nothing. */
  public static final Settings.Choice<ReconnectionFee> CHOICE =
      new Settings.Choice<>("billing.reconnection", ReconnectionFee.class, new ReconnectionFee(0));

  /**
   * Checks the bounds.
   *
   * @throws IllegalArgumentException with a sentence for whoever chose
   */
  public ReconnectionFee {
    if (amount < 0) {
      throw new IllegalArgumentException("a fee is not below 0");
    }
  }
}
