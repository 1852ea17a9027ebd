package io.washa.billing;

import io.washa.tenancy.Settings;

/**
 * What an ISP does with money that is not exactly a price.
 *
 * @param shortPayment what follows when it is too little
 * @param tolerance how much too little still buys all, minor units; for {@link
 *     ShortPayment#TOLERATE}
 * @param debtsFirst whether open invoices are paid before the service; what a prompt was for comes
 *     before them in any case
 * @param renewFromWallet whether a subscription is renewed by itself when the wallet suffices
 */
public record AllocationRules(
    ShortPayment shortPayment, long tolerance, boolean renewFromWallet, boolean debtsFirst) {
  /** Wait for the rest; renew from the wallet; keep people online before old debts. */
  public static final Settings.Choice<AllocationRules> CHOICE =
      new Settings.Choice<>(
          "billing.allocation",
          AllocationRules.class,
          new AllocationRules(ShortPayment.WAIT, 0, true, false));

  /** What follows when a payment and the wallet together are too little. */
  public enum ShortPayment {
    /** The money waits in the wallet for the rest. */
    WAIT,
    /** It buys as much of the period as it is worth. */
    PART,
    /** If only little is missing, that is given. */
    TOLERATE
  }
}
