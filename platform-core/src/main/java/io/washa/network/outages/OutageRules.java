package io.washa.network.outages;

import io.washa.tenancy.Settings;

/**
 * When an ISP speaks of an outage.
 *
 * @param minutes after which a router that cannot be reached is out
 * @param sessions that drop at a site within a minute, at least
 * @param percent of those who were online there, at least
 */
public record OutageRules(int minutes, int sessions, int percent) {
  /** Five minutes; ten people and half of those online. */
  public static final Settings.Choice<OutageRules> CHOICE =
      new Settings.Choice<>("network.outages", OutageRules.class, new OutageRules(5, 10, 50));

  /**
   * Checks the bounds.
   *
   * @throws IllegalArgumentException with a sentence for whoever chose
   */
  public OutageRules {
    if (minutes < 1 || minutes > 24 * 60) {
      throw new IllegalArgumentException("a router is out after a minute at least, a day at most");
    }
    if (sessions < 2 || percent < 1 || percent > 100) {
      throw new IllegalArgumentException("one person alone is no outage");
    }
  }
}
