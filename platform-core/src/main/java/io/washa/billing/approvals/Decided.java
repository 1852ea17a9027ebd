package io.washa.billing.approvals;

/** What became of a decision. */
public sealed interface Decided {
  /** It is decided, and, if approved, done. */
  record Done() implements Decided {}

  /** There is no such request, or somebody has decided it before. */
  record Gone() implements Decided {}

  /** Nobody approves what they asked for. */
  record Own() implements Decided {}

  /** The role does not allow it. */
  record NotAllowed() implements Decided {}

  /** It cannot be done as things are: the request stays open. */
  record Impossible(Obstacle why) implements Decided {}
}
