package io.washa.billing.documents;

/** What became of a withholding certificate. */
public sealed interface WithholdAnswer {
  /** It made the invoice smaller. */
  record Withheld(Document invoice) implements WithholdAnswer {}

  /** This certificate was entered for this invoice before: nothing was done. */
  record Already() implements WithholdAnswer {}

  /** There is no such invoice. */
  record NoInvoice() implements WithholdAnswer {}

  /** The certificate's number is empty or over 60 characters. */
  record NoCertificate() implements WithholdAnswer {}

  /** More than is due, or nothing. */
  record WrongAmount(long outstanding) implements WithholdAnswer {}
}
