package io.washa.admin.desk;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/**
 * Says money and times as the tenant's people do.
 *
 * @param zone the tenant's
 */
public record Words(ZoneId zone) {
  private static final Locale LOCALE = Locale.ENGLISH;

  /** Those of the current session's tenant. */
  public static Words current() {
    return new Words(TenantUi.signedIn().tenant().zone());
  }

  /** {@code KSh 1,500}; cents only if there are some. */
  public String money(long minor) {
    BigDecimal amount = BigDecimal.valueOf(minor, 2);
    boolean whole = minor % 100 == 0;
    return "KSh " + String.format(LOCALE, whole ? "%,.0f" : "%,.2f", amount);
  }

  /** {@code 14:05:09} today, {@code 23 Nov, 14:05} before, with the year in another one. */
  public String moment(Instant at, Instant now) {
    LocalDate day = LocalDate.ofInstant(at, zone);
    LocalDate today = LocalDate.ofInstant(now, zone);
    if (day.equals(today)) {
      return format("HH:mm:ss", at);
    }
    return format(day.getYear() == today.getYear() ? "d MMM, HH:mm" : "d MMM yyyy, HH:mm", at);
  }

  /** {@code Tue 24 Nov 2026, 23:10}. */
  public String date(Instant at) {
    return format("EEE d MMM yyyy, HH:mm", at);
  }

  /** {@code 24 Nov 2026}. */
  public String date(LocalDate day) {
    return DateTimeFormatter.ofPattern("d MMM yyyy", LOCALE).format(day);
  }

  /** {@code Tuesday, 24 November}. */
  public String day(Instant at) {
    return format("EEEE, d MMMM", at);
  }

  /** {@code 23:10:05.042}. */
  public String exactTime(Instant at) {
    return format("HH:mm:ss.SSS", at);
  }

  /** {@code 14:05} today, with the day before. */
  public String minute(Instant at, Instant now) {
    boolean today = LocalDate.ofInstant(at, zone).equals(LocalDate.ofInstant(now, zone));
    return format(today ? "HH:mm" : "d MMM, HH:mm", at);
  }

  /** {@code 950 B}, {@code 1.5 GB}: a thousand of each make one of the next. */
  public String bytes(long bytes) {
    return scaled(bytes, List.of("B", "kB", "MB", "GB", "TB"));
  }

  /** Bits a second: {@code 12.0 Mbit/s}. */
  public String rate(long bits) {
    return scaled(bits, List.of("bit/s", "kbit/s", "Mbit/s", "Gbit/s"));
  }

  private static String scaled(long amount, List<String> units) {
    double value = amount;
    int unit = 0;
    while (value >= 1000 && unit < units.size() - 1) {
      value /= 1000;
      unit++;
    }
    return String.format(LOCALE, unit == 0 ? "%.0f %s" : "%.1f %s", value, units.get(unit));
  }

  /** {@code 0.042 s}, {@code 3 min 5 s}, {@code 2 d 4 h}. */
  public String span(Duration span) {
    if (span.compareTo(Duration.ofMinutes(1)) < 0) {
      return String.format(LOCALE, "%.3f s", span.toMillis() / 1000.0);
    } else if (span.compareTo(Duration.ofHours(1)) < 0) {
      return span.toMinutes() + " min " + span.toSecondsPart() + " s";
    } else if (span.compareTo(Duration.ofDays(1)) < 0) {
      return span.toHours() + " h " + span.toMinutesPart() + " min";
    }
    return span.toDays() + " d " + span.toHoursPart() + " h";
  }

  private String format(String pattern, Instant at) {
    return DateTimeFormatter.ofPattern(pattern, LOCALE).format(at.atZone(zone));
  }
}
