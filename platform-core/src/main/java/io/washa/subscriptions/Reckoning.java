package io.washa.subscriptions;

import io.washa.catalog.Plan;
import io.washa.subscriptions.SubscriptionRows.State;
import io.washa.subscriptions.Subscriptions.Stretch;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import org.jspecify.annotations.Nullable;

/**
 * Reckons from when to when a new period lasts.
 *
 * @param anchorDay on which day of the month months that follow this one end
 */
record Reckoning(Instant start, Instant end, int anchorDay) {
  /**
   * Time that was lent takes at most this part of the period that pays for it; the rest is given.
   */
  private static final int LENT_TAKES_AT_MOST_ONE_IN = 2;

  static Reckoning of(State state, Plan plan, Stretch stretch, Rules rules) {
    Instant start = state.goesOn() ? state.endsAt() : state.now();
    if (!state.goesOn() && rules.terms().lentCounts()) {
      int day = rules.at(start).getDayOfMonth();
      Duration most =
          Duration.between(start, end(start, day, plan, stretch, rules))
              .dividedBy(LENT_TAKES_AT_MOST_ONE_IN);
      start = start.minus(state.used().compareTo(most) > 0 ? most : state.used());
    }
    int anchor = anchor(state, rules.at(start));
    return new Reckoning(start, end(start, anchor, plan, stretch, rules), anchor);
  }

  /** Months that follow one another keep their day as long as they end on it, or end a month. */
  private static int anchor(State state, ZonedDateTime start) {
    Integer before = state.anchorDay();
    int day = start.getDayOfMonth();
    if (!state.goesOn() || before == null) {
      return day;
    }
    return day == Math.min(before, start.toLocalDate().lengthOfMonth()) ? before : day;
  }

  private static Instant end(Instant start, int anchor, Plan plan, Stretch stretch, Rules rules) {
    if (stretch.days() > 0) {
      return rules.roundedUp(rules.at(start).plusDays(stretch.days()).toInstant());
    }
    Instant end = plan.period().after(start, rules.zone(), anchor);
    if (stretch.parts() < 1000) {
      return start.plus(Duration.between(start, end).multipliedBy(stretch.parts()).dividedBy(1000));
    }
    return plan.period().ofDays() ? rules.roundedUp(end) : end;
  }

  /** The ISP's terms, by its calendar. */
  record Rules(Terms terms, ZoneId zone) {
    ZonedDateTime at(Instant instant) {
      return instant.atZone(zone);
    }

    /** The next time of day at which paid days end; that instant itself if the ISP has none. */
    private Instant roundedUp(Instant exact) {
      @Nullable Integer hour = terms.endHour();
      if (hour == null) {
        return exact;
      }
      ZonedDateTime end = at(exact);
      ZonedDateTime sameDay = end.toLocalDate().atTime(hour, 0).atZone(zone);
      return (sameDay.isBefore(end)
              ? end.toLocalDate().plusDays(1).atTime(hour, 0).atZone(zone)
              : sameDay)
          .toInstant();
    }
  }
}
