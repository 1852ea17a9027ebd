package io.washa.billing.documents;

import java.time.LocalDate;
import java.util.List;
import java.util.UUID;

/**
 * What a subscriber owed and paid in a period, by the days on which it was booked. A balance is
 * what is owed on invoices less what the wallet holds: below zero the subscriber has money with us.
 *
 * @param from first day
 * @param to last day
 * @param opening balance at the start of the first day, minor units
 */
public record AccountStatement(
    UUID subscriber,
    String name,
    String accountNumber,
    LocalDate from,
    LocalDate to,
    long opening,
    List<Line> lines) {

  /** Keeps the order. */
  public AccountStatement {
    lines = List.copyOf(lines);
  }

  /** What a line is about. */
  public enum Kind {
    /** An invoice was issued. */
    INVOICE,
    /** A credit note was issued. */
    CREDIT_NOTE,
    /** A withholding certificate came in. */
    WITHHOLDING,
    /** Money came in. */
    PAYMENT,
    /** Something was paid for at once, without an invoice. */
    SALE,
    /** A withholding certificate was taken back. */
    UNWITHHELD,
    /** A sale was taken back. */
    SALE_UNDONE,
    /** A payment was taken back, or will be. */
    TAKEN_BACK,
    /** Money was given back. */
    REFUND,
    /** A deposit was put aside. */
    DEPOSIT,
    /** A deposit came back. */
    DEPOSIT_BACK,
    /** The ISP gave a credit. */
    GIVEN,
    /** Anything else that changed the wallet. */
    OTHER
  }

  /**
   * One line.
   *
   * @param reference a document's number, a certificate's, an M-Pesa code, a plan
   * @param amount positive: more is owed; minor units
   * @param balance after it
   */
  public record Line(LocalDate on, Kind kind, String reference, long amount, long balance) {}

  /** The balance at the end of the last day, minor units. */
  public long closing() {
    return lines.isEmpty() ? opening : lines.getLast().balance();
  }
}
