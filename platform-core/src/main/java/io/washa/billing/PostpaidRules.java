package io.washa.billing;

import io.washa.tenancy.Settings;

/**
 * How services are paid for whose months are invoiced when they are over.
 *
 * @param dueDays in how many days an invoice is to be paid
 * @param cutAfterDays how many days after that day the internet goes off; 0 for never
 */
public record PostpaidRules(int dueDays, int cutAfterDays) {
  /** Two weeks to pay, and another one until it is cut. */
  public static final Settings.Choice<PostpaidRules> CHOICE =
      new Settings.Choice<>("billing.postpaid", PostpaidRules.class, new PostpaidRules(14, 7));

  /**
   * Checks the bounds.
   *
   * @throws IllegalArgumentException with a sentence for whoever chose
   */
  public PostpaidRules {
    if (dueDays < 0 || dueDays > 120 || cutAfterDays < 0 || cutAfterDays > 365) {
      throw new IllegalArgumentException("120 days to pay, and a year until the cut, are the most");
    }
  }
}
