package io.washa.billing;

import io.washa.tenancy.Settings;

/**
 * What an ISP has done by itself with money that stays in wallets.
 *
 * @param revivalDays a service that ended longer ago is not renewed by itself: whoever left should
 *     find the money where it was
 */
public record WalletRules(int revivalDays) {
  /** A month. */
  public static final Settings.Choice<WalletRules> CHOICE =
      new Settings.Choice<>("billing.wallet", WalletRules.class, new WalletRules(30));

  /**
   * Checks the bounds.
   *
   * @throws IllegalArgumentException with a sentence for whoever chose
   */
  public WalletRules {
    if (revivalDays < 0 || revivalDays > 365) {
      throw new IllegalArgumentException("services are revived for at most a year");
    }
  }
}
