package io.washa.catalog;

import java.time.Instant;
import java.time.ZoneId;
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

  /** The end of this period begun at an instant, by the calendar of a zone. */
  public Instant after(Instant start, ZoneId zone) {
    return start.atZone(zone).plus(count, unit.chrono).toInstant();
  }
}
