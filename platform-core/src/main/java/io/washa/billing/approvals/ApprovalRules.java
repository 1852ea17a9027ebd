package io.washa.billing.approvals;

import io.washa.tenancy.Settings;

/**
 * What one person may do alone.
 *
 * @param creditPerDay how much a person may give in credits within a day, minor units
 */
public record ApprovalRules(long creditPerDay) {
  /** Nothing: every credit is approved by another person. */
  public static final Settings.Choice<ApprovalRules> CHOICE =
      new Settings.Choice<>("billing.approvals", ApprovalRules.class, new ApprovalRules(0));

  /**
   * Checks the bound.
   *
   * @throws IllegalArgumentException with a sentence for whoever chose
   */
  public ApprovalRules {
    if (creditPerDay < 0) {
      throw new IllegalArgumentException("the limit must not be below 0");
    }
  }
}
