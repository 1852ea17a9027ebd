package io.washa.billing.documents;

/** What became of a credit note that was to be issued. */
public sealed interface CreditAnswer {
  /**
   * It is issued and booked.
   *
   * @param refunded how much of it had been paid and went back to the wallet, minor units
   */
  record Credited(Document note, long refunded) implements CreditAnswer {}

  /** Its cause had been credited before: this is it, and nothing was done. */
  record Already(Document note) implements CreditAnswer {}

  /** There is no such invoice. */
  record NoInvoice() implements CreditAnswer {}

  /** The invoice has no such line. */
  record NoLine(int line) implements CreditAnswer {}

  /**
   * It would take back more than is left, or nothing.
   *
   * @param left what may be taken back at most of the line, or of the invoice if all its lines
   *     together are too much; minor units
   */
  record WrongAmount(long left) implements CreditAnswer {}
}
