package io.washa.network.sessions;

import io.washa.tenancy.Settings;

/**
 * How long an ISP keeps what its subscribers did.
 *
 * @param sessionDays sessions after their end
 * @param hourDays usage by the hour
 * @param dayDays usage by the day
 */
public record HistoryKept(int sessionDays, int hourDays, int dayDays) {
  /** Three months, and days for two years. */
  public static final Settings.Choice<HistoryKept> CHOICE =
      new Settings.Choice<>(
          "network.history-kept", HistoryKept.class, new HistoryKept(90, 90, 731));

  /**
   * Checks the bounds.
   *
   * @throws IllegalArgumentException with a sentence for whoever chose
   */
  public HistoryKept {
    if (sessionDays < 1 || hourDays < 1 || dayDays < 32) {
      throw new IllegalArgumentException(
          "sessions and hours are kept for a day at least, days for a month");
    }
  }
}
