package io.washa.payments.daraja;

import java.util.regex.Pattern;

/**
 * A shortcode that a tenant wants to be paid on.
 *
 * @param number 5 to 7 digits
 * @param storeNumber a till's head office number; for a PayBill, its own
 */
public record NewShortcode(
    String number,
    String storeNumber,
    Shortcode.Kind kind,
    Shortcode.Credentials credentials,
    Shortcode.C2bVersion c2bVersion) {
  private static final Pattern NUMBER = Pattern.compile("\\d{5,7}");

  /** One that prompts with its own number. */
  public NewShortcode(
      String number,
      Shortcode.Kind kind,
      Shortcode.Credentials credentials,
      Shortcode.C2bVersion c2bVersion) {
    this(number, number, kind, credentials, c2bVersion);
  }

  /** One that is not Daraja's yet: a cashier confirms what subscribers claim. */
  public static NewShortcode manual(String number, Shortcode.Kind kind) {
    return new NewShortcode(number, kind, Shortcode.Credentials.NONE, Shortcode.C2bVersion.V2);
  }

  /**
   * Checks the number.
   *
   * @throws IllegalArgumentException if it has not 5 to 7 digits
   */
  public NewShortcode {
    if (!NUMBER.matcher(number).matches() || !NUMBER.matcher(storeNumber).matches()) {
      throw new IllegalArgumentException("a shortcode has 5 to 7 digits");
    }
  }
}
