package io.washa.payments.recovery;

import io.washa.payments.recovery.MpesaLine.Kind;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Says what moved the money of a statement's line, by M-Pesa's own words alone: names and accounts
 * are what people write, and somebody will be called Bank and pay for a "reversal".
 */
final class StatementWords {
  /** Where the words of people begin. */
  private static final Pattern PEOPLE =
      Pattern.compile(" (from|by) | to (?=[0-9+*])|\\bacc(ount)?\\. ?", Pattern.CASE_INSENSITIVE);

  private static final Pattern FEE = Pattern.compile("\\b(charges?|fees?|tariff)\\b");
  private static final Pattern BACK = Pattern.compile("\\brevers(al|ed|e)\\b");
  private static final Pattern BANK = Pattern.compile("\\b(bank|settlement|withdraw\\w*)\\b");
  private static final Pattern CUSTOMER =
      Pattern.compile("pay ?bill|merchant payment|buy goods|pay utility|customer");

  private static final Pattern RECEIPT = Pattern.compile("[A-Z][A-Z0-9]{7,11}");
  private static final Pattern RECEIPT_INSIDE = Pattern.compile("\\b[A-Z][A-Z0-9]{9}\\b");

  private StatementWords() {}

  /**
   * By its words, for a statement has no codes. What is none of these is for a person.
   *
   * @param reason M-Pesa's reason type; "" if the statement has none
   * @param amount below 0 for money that left
   */
  static Kind kind(String reason, String details, long amount) {
    String text = (reason.isBlank() ? ownWords(details) : reason).toLowerCase(Locale.ROOT);
    boolean fee = FEE.matcher(text).find();
    boolean back = BACK.matcher(text).find();
    if (amount > 0 && !fee && !back && CUSTOMER.matcher(text).find()) {
      return Kind.PAYMENT;
    }
    if (fee) {
      return Kind.CHARGE;
    }
    if (back) {
      return amount < 0 ? Kind.REVERSAL : Kind.OTHER;
    }
    if (BANK.matcher(text).find()) {
      return amount < 0 ? Kind.WITHDRAWAL : Kind.DEPOSIT;
    }
    return Kind.OTHER;
  }

  private static String ownWords(String details) {
    Matcher people = PEOPLE.matcher(details);
    return people.find() ? details.substring(0, people.start()) : details;
  }

  /**
   * The receipt of what a reversal gives back; "" if it is not said.
   *
   * @param cell of the column for it
   * @param known whether there is a payment of a receipt
   */
  static String linked(String cell, String details, Predicate<String> known) {
    String said = cell.strip().toUpperCase(Locale.ROOT);
    if (RECEIPT.matcher(said).matches()) {
      return said;
    }
    List<String> inside =
        RECEIPT_INSIDE
            .matcher(details.toUpperCase(Locale.ROOT))
            .results()
            .map(MatchResult::group)
            .toList();
    // A word of ten letters looks like a receipt, and a receipt may have no digit.
    return inside.stream()
        .filter(known)
        .findFirst()
        .or(() ->
            inside.stream().filter(word -> word.chars().anyMatch(Character::isDigit)).findFirst())
        .orElse("");
  }
}
