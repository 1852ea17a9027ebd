package io.washa.portal.web;

/** Why something typed is no phone number that M-Pesa could prompt. */
enum PhoneProblem {
  /** Nothing was typed. */
  EMPTY,
  /** Something other than digits and what people put between them. */
  LETTERS,
  /** A number of another country. */
  FOREIGN,
  /** Digits are missing. */
  SHORT,
  /** Too many digits. */
  LONG,
  /** A Kenyan number, but not a mobile one. */
  NOT_MOBILE;

  private static final int NATIONAL_DIGITS = 9;

  /** What is wrong with a text that could not be read as a Kenyan mobile number. */
  static PhoneProblem of(String typed) {
    String digits = typed.replaceAll("\\D", "");
    if (typed.isBlank()) {
      return EMPTY;
    }
    if (digits.isEmpty() || typed.chars().anyMatch(Character::isLetter)) {
      return LETTERS;
    }
    boolean international = typed.startsWith("+") || digits.startsWith("00");
    String number = digits.replaceFirst("^00", "");
    if (international && !number.startsWith("254")) {
      return FOREIGN;
    }
    String national = number.replaceFirst("^254", "").replaceFirst("^0", "");
    if (national.length() < NATIONAL_DIGITS) {
      return SHORT;
    }
    return national.length() > NATIONAL_DIGITS ? LONG : NOT_MOBILE;
  }

  /** Key of the sentence that explains it. */
  String key() {
    return "phone." + name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
  }
}
