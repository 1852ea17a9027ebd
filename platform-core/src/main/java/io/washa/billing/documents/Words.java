package io.washa.billing.documents;

import io.washa.tenancy.Tenant;
import java.text.MessageFormat;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.ResourceBundle;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;

/** What documents say, in one language, with days and hours of one tenant's zone. */
record Words(ResourceBundle bundle, Tenant tenant) {
  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("dd/MM/yyyy", Locale.ROOT);
  private static final DateTimeFormatter MINUTE =
      DateTimeFormatter.ofPattern("dd/MM/yyyy HH:mm", Locale.ROOT);

  /** The words of a language, {@code en} or {@code sw}; English for any other. */
  static Words of(String language, Tenant tenant) {
    Locale locale = Locale.of(language.equals("sw") ? "sw" : "en");
    return new Words(
        ResourceBundle.getBundle(
            "io.washa.billing.documents.words",
            locale,
            ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES)),
        tenant);
  }

  String language() {
    return bundle.getLocale().getLanguage().equals("sw") ? "sw" : "en";
  }

  String say(String key, Object... arguments) {
    return MessageFormat.format(bundle.getString(key), arguments);
  }

  /** As {@code KES 1,500.00}. */
  String money(long minorUnits) {
    return "KES " + amount(minorUnits);
  }

  /** As {@code 1,500.00}. */
  String amount(long minorUnits) {
    return String.format(
        Locale.ROOT, "%,.2f", Money.ofMinor(CurrencyUnit.of("KES"), minorUnits).getAmount());
  }

  /** Nothing for nothing. */
  String amountOrBlank(long minorUnits) {
    return minorUnits == 0 ? "" : amount(minorUnits);
  }

  String day(LocalDate day) {
    return DAY.format(day);
  }

  String minute(Instant at) {
    return MINUTE.format(at.atZone(tenant.zone()));
  }

  /** As {@code 16 %}. */
  static String percent(int basisPoints) {
    return new java.math.BigDecimal(basisPoints)
            .movePointLeft(2)
            .stripTrailingZeros()
            .toPlainString()
        + " %";
  }
}
