package io.washa.payments.recovery;

import java.time.Instant;
import java.util.UUID;

/**
 * A line of M-Pesa's side of the books.
 *
 * @param receipt a charge has that of what it was charged for
 * @param amount minor units; below 0 for money that left
 * @param linked receipt of what a reversal gives back; "" for anything else
 */
public record MpesaLine(
    UUID shortcode,
    String receipt,
    Kind kind,
    Instant completedAt,
    long amount,
    Words words,
    String linked) {

  /** What moved the money. */
  public enum Kind {
    /** A customer paid. */
    PAYMENT,
    /** M-Pesa took its fee. */
    CHARGE,
    /** Money went to the bank. */
    WITHDRAWAL,
    /** Money came from the bank. */
    DEPOSIT,
    /** A payment was given back. */
    REVERSAL,
    /** Anything else: a person has to say what. */
    OTHER
  }

  /**
   * What people wrote.
   *
   * @param otherParty who, as far as told
   * @param account as the payer typed it
   */
  public record Words(String details, String otherParty, String account) {
    /** Leaves personal data out. */
    @Override
    public String toString() {
      return "Words[…]";
    }
  }

  /** Leaves personal data out. */
  @Override
  public String toString() {
    return "MpesaLine[" + kind + " " + receipt + "]";
  }
}
