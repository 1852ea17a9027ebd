package io.washa.customers;

import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
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
            && digits.chars().allMatch(AccountNumber::isDigit)
            && VerhoeffCheckDigit.VERHOEFF_CHECK_DIGIT.isValid(digits);
    return valid ? Optional.of(new AccountNumber(digits)) : Optional.empty();
  }

  /**
   * The account numbers that become what was typed by one slip: a digit wrong, missing or too many,
   * or two neighbours swapped.
   *
   * @param typed normalised
   * @return without what was typed itself; empty if that is not mostly digits
   */
  public static Set<String> oneSlipFrom(String typed) {
    // Letters that people type for digits.
    String digits = typed.replace('O', '0').replace('I', '1').replace('L', '1');
    if (digits.length() < 4
        || digits.length() > 13
        || !digits.chars().allMatch(AccountNumber::isDigit)) {
      return Set.of();
    }
    Set<String> near = new LinkedHashSet<>();
    near.add(digits);
    for (int at = 0; at <= digits.length(); at++) {
      String before = digits.substring(0, at);
      String after = digits.substring(at);
      for (char digit = '0'; digit <= '9'; digit++) {
        near.add(before + digit + after);
        if (!after.isEmpty()) {
          near.add(before + digit + after.substring(1));
        }
      }
      if (!after.isEmpty()) {
        near.add(before + after.substring(1));
      }
      if (after.length() > 1) {
        near.add(before + after.charAt(1) + after.charAt(0) + after.substring(2));
      }
    }
    near.removeIf(number -> parse(number).isEmpty());
    near.remove(typed);
    return near;
  }

  private static boolean isDigit(int c) {
    return c >= '0' && c <= '9';
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
