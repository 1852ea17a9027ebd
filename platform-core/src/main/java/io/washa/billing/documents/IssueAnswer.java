package io.washa.billing.documents;

/** What became of a document that was to be issued. */
public sealed interface IssueAnswer {
  /** It is issued and booked. */
  record Issued(Document document) implements IssueAnswer {}

  /** Its cause had been issued before: this is it, and nothing was done. */
  record Already(Document document) implements IssueAnswer {}

  /** Nothing was issued, and no number used. */
  record Refused(Reason why) implements IssueAnswer {}

  /** Why a document was refused. */
  enum Reason {
    /** The tenant has no such subscriber. */
    NO_SUBSCRIBER,
    /** No line at all, or more than 200. */
    LINES,
    /** An amount or quantity that isn't positive, or is beyond any invoice. */
    AMOUNT,
    /** A text is empty that must not be, or longer than a document has room for. */
    TEXT,
    /** Due before it is issued. */
    DUE_DATE
  }
}
