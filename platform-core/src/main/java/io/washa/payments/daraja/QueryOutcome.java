package io.washa.payments.daraja;

import java.time.Duration;
import java.util.Optional;

/** What the STK query says about a prompt. It knows neither amount nor receipt. */
public sealed interface QueryOutcome {

  /** The payer has not finished. */
  record Pending() implements QueryOutcome {}

  /** Paid; the receipt comes by another door. */
  record Paid() implements QueryOutcome {}

  /** Ended without payment. Never overrules a payment that is recorded. */
  record Failed(StkResultCode code, String text) implements QueryOutcome {}

  /** The id is unknown to Safaricom, or not known yet: ask again after some seconds. */
  record NotYetKnown() implements QueryOutcome {}

  /**
   * The question was not answered.
   *
   * @param reason for staff
   */
  record TryLater(String reason, Optional<Duration> delay) implements QueryOutcome {}

  /** An answer outside of the closed list: neither paid nor failed. */
  record NeedsReview(String code, String text) implements QueryOutcome {}
}
