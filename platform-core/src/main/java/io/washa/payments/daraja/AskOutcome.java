package io.washa.payments.daraja;

/** Whether a question of an initiator was taken; its answer comes later. */
public sealed interface AskOutcome {
  /** Taken: wait for the result. */
  record Taken(String conversationId) implements AskOutcome {}

  /** Not taken, and not to be repeated as it is. */
  record Refused(String forStaff) implements AskOutcome {}

  /** Not taken this time. */
  record TryLater(String reason) implements AskOutcome {}

  /** Nobody knows whether it was taken: its result may still come. */
  record Unknown(String reason) implements AskOutcome {}
}
