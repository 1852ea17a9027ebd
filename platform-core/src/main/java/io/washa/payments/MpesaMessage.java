package io.washa.payments;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What somebody typed or pasted to show that they have paid: an M-Pesa code, or the whole SMS.
 *
 * @param receipt the code, upper case
 * @param amount minor units, if the SMS says it
 */
public record MpesaMessage(String receipt, OptionalLong amount) {
  /**
   * Ten letters and digits, two letters first (facts, 283 of 283 seen). Anywhere in a text with a
   * digit in it, so that no word is taken for one; at its very beginning, where the SMS has it,
   * without, too.
   */
  private static final Pattern CODE =
      Pattern.compile("^\\W*[A-Z]{10}\\b|\\b(?=[A-Z]*\\d)[A-Z]{2}[A-Z0-9]{8}\\b");

  private static final Pattern AMOUNT =
      Pattern.compile("(?:KSH|KES)\\.?\\s*([\\d,]{1,12}(?:\\.\\d{2})?)");
  private static final int LONGEST = 1000;

  /** Reads it; empty if no code is in it. */
  public static Optional<MpesaMessage> parse(String typed) {
    String text =
        (typed.length() > LONGEST ? typed.substring(0, LONGEST) : typed).toUpperCase(Locale.ROOT);
    Matcher code = CODE.matcher(text);
    if (!code.find()) {
      return Optional.empty();
    }
    Matcher amount = AMOUNT.matcher(text);
    return Optional.of(
        new MpesaMessage(
            code.group().replaceAll("\\W", ""),
            amount.find() ? cents(amount.group(1)) : OptionalLong.empty()));
  }

  private static OptionalLong cents(String text) {
    try {
      return OptionalLong.of(
          new BigDecimal(text.replace(",", "")).movePointRight(2).longValueExact());
    } catch (ArithmeticException | NumberFormatException e) {
      return OptionalLong.empty();
    }
  }
}
