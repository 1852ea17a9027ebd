package io.washa.portal.web;

import io.washa.catalog.Period;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.joda.money.Money;
import org.springframework.context.MessageSource;

/**
 * Says things in the reader's language and the tenant's time.
 *
 * @param source of the portal's texts
 */
record Words(MessageSource source, Locale language, ZoneId zone) {
  private static final int MEGABIT = 1000;

  /** The text with this key. */
  String text(String key, Object... arguments) {
    return source.getMessage(key, arguments, language);
  }

  /** {@code KSh 1,500}; cents only if there are some. */
  String money(Money money) {
    return unit(money) + " " + number(money, true);
  }

  /** The amount as it is typed into a phone: {@code 1500}. */
  static String typedAmount(Money money) {
    return number(money, false);
  }

  private static String unit(Money money) {
    String code = money.getCurrencyUnit().getCode();
    return code.equals("KES") ? "KSh" : code;
  }

  private static String number(Money money, boolean grouped) {
    BigDecimal amount = money.getAmount();
    boolean whole = amount.stripTrailingZeros().scale() <= 0;
    return String.format(Locale.ENGLISH, (grouped ? "%,." : "%.") + (whole ? "0f" : "2f"), amount);
  }

  /** {@code 5 Mbps}. */
  String speed(int kbps) {
    if (kbps < MEGABIT) {
      return kbps + " kbps";
    }
    return BigDecimal.valueOf(kbps, 3).stripTrailingZeros().toPlainString() + " Mbps";
  }

  /** What a download speed is good for. */
  String goodFor(int kbps) {
    String size;
    if (kbps < 2 * MEGABIT) {
      size = "messages";
    } else if (kbps < 5 * MEGABIT) {
      size = "video";
    } else if (kbps < 10 * MEGABIT) {
      size = "calls";
    } else if (kbps < 25 * MEGABIT) {
      size = "family";
    } else {
      size = "house";
    }
    return text("speed." + size);
  }

  /** {@code 7 days}. */
  String period(Period period) {
    return text("period." + period.unit().name().toLowerCase(Locale.ROOT), period.count());
  }

  /** {@code Tue 24 Nov, 23:10}. */
  String moment(Instant at) {
    return format("EEE d MMM, HH:mm", at);
  }

  /** {@code 24 Nov 2026, 23:10}. */
  String date(Instant at) {
    return format("d MMM yyyy, HH:mm", at);
  }

  /** {@code 23:10:05.042}. */
  String exactTime(Instant at) {
    return format("HH:mm:ss.SSS", at);
  }

  private String format(String pattern, Instant at) {
    return DateTimeFormatter.ofPattern(pattern, language).format(at.atZone(zone));
  }
}
