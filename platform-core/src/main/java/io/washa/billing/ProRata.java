package io.washa.billing;

import java.time.LocalDate;
import java.time.format.TextStyle;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Days of one calendar month.
 *
 * @param to the first day after
 */
record ProRata(LocalDate from, LocalDate to) {

  /** The days between two, month by month; none if there are none. */
  static List<ProRata> months(LocalDate from, LocalDate to) {
    List<ProRata> months = new ArrayList<>();
    LocalDate start = from;
    while (start.isBefore(to)) {
      LocalDate next = start.withDayOfMonth(1).plusMonths(1);
      LocalDate end = next.isBefore(to) ? next : to;
      months.add(new ProRata(start, end));
      start = end;
    }
    return months;
  }

  private int days() {
    return to.minusDays(1).getDayOfMonth() - from.getDayOfMonth() + 1;
  }

  /** Whether it is all of the month. */
  boolean whole() {
    return days() == from.lengthOfMonth();
  }

  /** What these days cost of a month's price, rounded to the nearest; minor units. */
  long of(long price) {
    return (price * days() * 2 + from.lengthOfMonth()) / (2L * from.lengthOfMonth());
  }

  /** As it stands on the invoice: {@code 10–30 November 2026, 21 of 30 days}. */
  String text() {
    String month =
        from.getMonth().getDisplayName(TextStyle.FULL, Locale.ENGLISH) + " " + from.getYear();
    if (whole()) {
      return month;
    }
    int last = to.minusDays(1).getDayOfMonth();
    String range = last == from.getDayOfMonth() ? "" + last : from.getDayOfMonth() + "–" + last;
    return range + " " + month + ", " + days() + " of " + from.lengthOfMonth() + " days";
  }
}
