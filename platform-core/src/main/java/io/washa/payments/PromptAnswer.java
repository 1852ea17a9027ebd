package io.washa.payments;

import java.util.UUID;

/** What became of the wish to be prompted. */
public sealed interface PromptAnswer {
  /** The prompt is on its way, or may be: wait for what the phone says. */
  record Sent(UUID intent) implements PromptAnswer {}

  /** A prompt for the same service and plan is open already: wait for that one. */
  record AlreadyOpen(UUID intent) implements PromptAnswer {}

  /**
   * There will be no prompt.
   *
   * @param intent the attempt, which has failed; its page says why and what to do
   * @param reason a sentence for the subscriber
   */
  record Refused(UUID intent, String reason) implements PromptAnswer {}

  /** The tenant cannot prompt: it has no shortcode yet. */
  record NotSetUp() implements PromptAnswer {}
}
