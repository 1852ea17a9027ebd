package io.washa.payments.matching;

import io.washa.tenancy.Settings;

/**
 * How boldly an ISP lets guesses be applied.
 *
 * @param applyBest whether a guess is applied without a person, to be undone with one click
 * @param enough the score from which on it is
 * @param lead how far ahead of the next guess it must be
 */
public record MatchingRules(boolean applyBest, double enough, double lead) {
  /** Careful: in tests with generated slips, fewer than one in a thousand goes wrong. */
  public static final Settings.Choice<MatchingRules> CHOICE =
      new Settings.Choice<>(
          "payments.matching", MatchingRules.class, new MatchingRules(true, 7, 3));
}
