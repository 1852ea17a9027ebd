package io.washa.customers;

import java.util.Locale;
import java.util.Optional;
import org.apache.commons.validator.routines.checkdigit.CheckDigitException;
import org.apache.commons.validator.routines.checkdigit.VerhoeffCheckDigit;

/**
 * What a subscriber types as account at a PayBill: digits, the last of them a check digit
 * (Verhoeff: finds every single wrong digit and every swap of neighbours).
 */
public record AccountNumber(String digits) {

  /** The number with its check digit, made from a running number. */
  static AccountNumber of(long running) {
    try {
      String digits = Long.toString(running);
      return new AccountNumber(digits + VerhoeffCheckDigit.VERHOEFF_CHECK_DIGIT.calculate(digits));
    } catch (CheckDigitException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * Reads what a person typed: spaces, dots, dashes and letters' case do not matter.
   *
   * @return empty if it is no account number: not digits, or the check digit is wrong
   */
  public static Optional<AccountNumber> parse(String typed) {
    String digits = normalise(typed);
    boolean valid =
        digits.length() >= 5
            && digits.length() <= 12
            && digits.chars().allMatch(c -> c >= '0' && c <= '9')
            && VerhoeffCheckDigit.VERHOEFF_CHECK_DIGIT.isValid(digits);
    return valid ? Optional.of(new AccountNumber(digits)) : Optional.empty();
  }

  /** A typed reference without what people put between its letters and digits. */
  public static String normalise(String typed) {
    return typed.replaceAll("[^\\p{Alnum}]", "").toUpperCase(Locale.ROOT);
  }

  @Override
  public String toString() {
    return digits;
  }
}
