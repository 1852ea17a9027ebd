package io.washa.payments;

import io.washa.tenancy.Settings;

/**
 * What is answered when M-Pesa asks before a payment to a PayBill.
 *
 * @param refuseUnknown whether a payment for an account that is nobody's, nor near anybody's, is
 *     refused; otherwise it is taken and waits in suspense
 */
public record ValidationRules(boolean refuseUnknown) {
  /** Take the money: it is more easily matched than asked for again. */
  public static final Settings.Choice<ValidationRules> CHOICE =
      new Settings.Choice<>(
          "payments.validation", ValidationRules.class, new ValidationRules(false));
}
