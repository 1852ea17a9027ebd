package io.washa.payments.daraja;

import java.util.regex.Pattern;

/**
 * A shortcode that a tenant wants to be paid on.
 *
 * @param number 5 to 7 digits
 */
public record NewShortcode(
    String number,
    Shortcode.Kind kind,
    Shortcode.Credentials credentials,
    Shortcode.C2bVersion c2bVersion) {
  private static final Pattern NUMBER = Pattern.compile("\\d{5,7}");

  /**
   * Checks the number.
   *
   * @throws IllegalArgumentException if it has not 5 to 7 digits
   */
  public NewShortcode {
    if (!NUMBER.matcher(number).matches()) {
      throw new IllegalArgumentException("a shortcode has 5 to 7 digits");
    }
  }
}
