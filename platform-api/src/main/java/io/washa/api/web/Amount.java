package io.washa.api.web;

import org.joda.money.Money;

/**
 * Money as answers write it.
 *
 * @param amount with the decimals that the currency has, a dot before them
 * @param currency three letters of ISO 4217
 */
public record Amount(String amount, String currency) {
  /** The same money. */
  public static Amount of(Money money) {
    return new Amount(money.getAmount().toPlainString(), money.getCurrencyUnit().getCode());
  }
}
