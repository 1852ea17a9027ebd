package io.washa.billing.documents;

/** What became of a statement that was asked for. */
public sealed interface StatementAnswer {
  /** Here it is. */
  record Drawn(AccountStatement statement) implements StatementAnswer {}

  /** The tenant has no such subscriber. */
  record NoSubscriber() implements StatementAnswer {}

  /** The period ends before it begins, or is longer than 400 days. */
  record WrongPeriod() implements StatementAnswer {}

  /** More lines than a statement has room for: ask for a shorter period. */
  record TooManyLines(int most) implements StatementAnswer {}
}
