package io.washa.catalog;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;

/**
 * How long a plan lasts.
 *
 * @param count positive
 */
public record Period(int count, Unit unit) {

  /** What a period is counted in. Days and longer are calendar units of the tenant's zone. */
  public enum Unit {
    /** Sixty seconds. */
    MINUTE(ChronoUnit.MINUTES),
    /** Sixty minutes. */
    HOUR(ChronoUnit.HOURS),
    /** A calendar day. */
    DAY(ChronoUnit.DAYS),
    /** Seven calendar days. */
    WEEK(ChronoUnit.WEEKS),
    /** A calendar month: 31 January and one month is the last day of February. */
    MONTH(ChronoUnit.MONTHS);

    private final ChronoUnit chrono;

    Unit(ChronoUnit chrono) {
      this.chrono = chrono;
    }
  }

  /** Whether it lasts longer than a duration; a month is taken for 28 days. */
  public boolean longerThan(Duration duration) {
    Duration one = unit == Unit.MONTH ? Duration.ofDays(28) : unit.chrono.getDuration();
    return one.multipliedBy(count).compareTo(duration) > 0;
  }

  /** Whether it is counted in days of the calendar, or longer. */
  public boolean ofDays() {
    return unit == Unit.DAY || unit == Unit.WEEK || unit == Unit.MONTH;
  }

  /**
   * The end of this period begun at an instant, by the calendar of a zone.
   *
   * @param anchorDay the day on which months end, or the month's last if it is shorter: so the 31st
   *     survives February
   */
  public Instant after(Instant start, ZoneId zone, int anchorDay) {
    ZonedDateTime end = start.atZone(zone).plus(count, unit.chrono);
    return unit == Unit.MONTH
        ? end.withDayOfMonth(Math.min(anchorDay, end.toLocalDate().lengthOfMonth())).toInstant()
        : end.toInstant();
  }

  /** The end of this period begun at an instant, by the calendar of a zone. */
  public Instant after(Instant start, ZoneId zone) {
    return start.atZone(zone).plus(count, unit.chrono).toInstant();
  }
}
