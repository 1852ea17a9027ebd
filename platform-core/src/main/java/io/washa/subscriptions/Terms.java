package io.washa.subscriptions;

import io.washa.tenancy.Settings;
import org.jspecify.annotations.Nullable;

/**
 * What happens around the end of a subscription. In one line: active → grace → expired (sees only
 * the paused page) → suspended → closed; a payment leads back to active from each of them.
 *
 * @param graceHours how long the internet stays on after the end, at most as long as the plan
 *     lasts; 0 for not at all
 * @param lentCounts whether time given before it was paid, as grace or on a promise, comes off the
 *     next period, at most half of it; otherwise it is a gift
 * @param suspendAfterDays after the end; 0 for never
 * @param closeAfterDays after the end, also without being suspended before; 0 for never
 * @param promiseHours the most that a promise to pay gives, at most as long as the plan lasts; 0
 *     for no promises
 * @param endHour at which hour of the ISP's day plans of days and longer end, always the next one,
 *     so that nobody loses time; null to the minute
 */
public record Terms(
    int graceHours,
    boolean lentCounts,
    int suspendAfterDays,
    int closeAfterDays,
    int promiseHours,
    @Nullable Integer endHour) {
  /** Ends on the minute; nobody is suspended or closed; a day on a promise. */
  public static final Settings.Choice<Terms> CHOICE =
      new Settings.Choice<>("subscriptions.terms", Terms.class, new Terms(0, true, 0, 0, 24));

  /** Terms by which time ends to the minute. */
  public Terms(
      int graceHours,
      boolean lentCounts,
      int suspendAfterDays,
      int closeAfterDays,
      int promiseHours) {
    this(graceHours, lentCounts, suspendAfterDays, closeAfterDays, promiseHours, null);
  }

  /**
   * Checks the bounds.
   *
   * @throws IllegalArgumentException with a sentence for whoever chose
   */
  public Terms {
    if (graceHours < 0 || graceHours > 24 * 31 || promiseHours < 0 || promiseHours > 24 * 14) {
      throw new IllegalArgumentException(
          "grace is at most 31 days, a promise gives at most 14 days");
    }
    if (suspendAfterDays < 0
        || closeAfterDays < 0
        || (closeAfterDays > 0 && closeAfterDays < suspendAfterDays)) {
      throw new IllegalArgumentException("an account is suspended before it is closed");
    }
    if (endHour != null && (endHour < 0 || endHour > 23)) {
      throw new IllegalArgumentException("a day has the hours 0 to 23");
    }
  }
}
