package io.washa.payments.matching;

import io.washa.customers.AccountNumber;
import io.washa.customers.PhoneNumber;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What a payer typed as account.
 *
 * @param text as typed
 * @param plain letters and digits only, upper case
 */
record Typed(String text, String plain) {
  /** Longer texts are cut: M-Pesa takes 20 letters, 25 were seen. */
  private static final int LONGEST = 60;

  private static final Pattern PARTS =
      Pattern.compile("[^\\p{Alnum}]+|(?<=\\p{Alpha})(?=\\d)|(?<=\\d)(?=\\p{Alpha})");

  static Typed of(String text) {
    String cut = text.length() > LONGEST ? text.substring(0, LONGEST) : text;
    return new Typed(cut, AccountNumber.normalise(cut));
  }

  boolean isEmpty() {
    return plain.isEmpty();
  }

  /** The phone that it is, in any spelling. */
  Optional<String> phone() {
    return PhoneNumber.parse(text).map(PhoneNumber::msisdn);
  }

  /** The words and numbers in it, each on its own, and the whole: {@code ACC 100017} has three. */
  Set<String> words() {
    Set<String> words = new LinkedHashSet<>();
    words.add(plain);
    for (String part : PARTS.split(text.toUpperCase(Locale.ROOT), -1)) {
      if (part.length() >= 3) {
        words.add(part);
      }
    }
    words.remove("");
    return words;
  }

  /** The account numbers one slip away from any of its words. */
  Set<String> nearAccounts() {
    Set<String> near = new LinkedHashSet<>();
    words().forEach(word -> near.addAll(AccountNumber.oneSlipFrom(word)));
    return near;
  }

  /** The phones that become what was typed by one wrong digit, or by two swapped. */
  Set<String> nearPhones() {
    Set<String> near = new LinkedHashSet<>();
    for (String word : words()) {
      if (word.length() >= 9 && word.length() <= 12 && word.chars().allMatch(Character::isDigit)) {
        slips(word)
            .forEach(slip -> PhoneNumber.parse(slip).map(PhoneNumber::msisdn).ifPresent(near::add));
      }
    }
    return near;
  }

  private static Set<String> slips(String digits) {
    Set<String> slips = new LinkedHashSet<>();
    for (int at = 0; at < digits.length(); at++) {
      String before = digits.substring(0, at);
      String after = digits.substring(at + 1);
      for (char digit = '0'; digit <= '9'; digit++) {
        slips.add(before + digit + after);
        slips.add(before + digit + digits.substring(at));
      }
      slips.add(before + after);
      if (!after.isEmpty()) {
        slips.add(before + after.charAt(0) + digits.charAt(at) + after.substring(1));
      }
    }
    return slips;
  }
}
