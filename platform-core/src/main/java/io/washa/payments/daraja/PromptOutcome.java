package io.washa.payments.daraja;

import java.time.Duration;
import java.util.Optional;

/** What became of an STK push. */
public sealed interface PromptOutcome {

  /**
   * The prompt is on its way to the phone. Not paid.
   *
   * @param checkoutRequestId holds the payer's phone number: personal data, not for logs or pages
   */
  record Accepted(String merchantRequestId, String checkoutRequestId, String customerMessage)
      implements PromptOutcome {
    /** Leaves the ids out. */
    @Override
    public String toString() {
      return "Accepted[" + customerMessage + "]";
    }
  }

  /**
   * There is no prompt.
   *
   * @param permanent until the request or the set-up is changed; otherwise the payer may ask again
   *     after a minute
   */
  record Refused(boolean permanent, DarajaFault fault, Words forPeople, String forStaff)
      implements PromptOutcome {}

  /**
   * There is no prompt: nothing was taken in, and the same push may be sent again.
   *
   * @param reason for staff
   * @param delay before the next attempt, if one is known to be needed
   */
  record TryLater(String reason, Optional<Duration> delay) implements PromptOutcome {}

  /**
   * The prompt may be on the phone: query or wait for the callback, never push again.
   *
   * @param reason for staff
   */
  record Unknown(String reason) implements PromptOutcome {}
}
