package io.washa.customers;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.Phonenumber;
import java.util.Optional;

/**
 * A Kenyan mobile number in the form M-Pesa wants.
 *
 * @param msisdn twelve digits, {@code 2547…} or {@code 2541…}; "" if it is not known
 */
public record PhoneNumber(String msisdn) {
  /** Of a guest who paid from a phone that M-Pesa hides. */
  public static final PhoneNumber UNKNOWN = new PhoneNumber("");

  private static final PhoneNumberUtil NUMBERS = PhoneNumberUtil.getInstance();

  /**
   * Reads a number in any spelling: {@code 0712 345 678}, {@code +254-712-345678}, {@code
   * 712345678}. Which company's it is does not matter: numbers are ported, and M-Pesa answers for
   * its own.
   *
   * @return empty if it is no Kenyan mobile number
   */
  public static Optional<PhoneNumber> parse(String typed) {
    if (typed.length() > 40) {
      return Optional.empty();
    }
    try {
      Phonenumber.PhoneNumber number = NUMBERS.parse(withPlus(typed), "KE");
      String msisdn = "" + number.getCountryCode() + number.getNationalNumber();
      return msisdn.matches("254[17]\\d{8}")
          ? Optional.of(new PhoneNumber(msisdn))
          : Optional.empty();
    } catch (NumberParseException e) {
      return Optional.empty();
    }
  }

  /** {@code 254…} without plus is how M-Pesa writes it, and no national number. */
  private static String withPlus(String typed) {
    String text = typed.strip();
    return text.startsWith("254") ? "+" + text : text;
  }

  /** As people write it at home: {@code 0712 345 678}. */
  public String local() {
    if (msisdn.isEmpty()) {
      return "";
    }
    return "0" + msisdn.substring(3, 6) + " " + msisdn.substring(6, 9) + " " + msisdn.substring(9);
  }

  /** With the middle hidden, for pages that others may see. */
  public String masked() {
    if (msisdn.isEmpty()) {
      return "";
    }
    return "0" + msisdn.substring(3, 6) + " ••• " + msisdn.substring(9);
  }

  @Override
  public String toString() {
    return masked();
  }
}
