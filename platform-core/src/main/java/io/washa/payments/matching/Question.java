package io.washa.payments.matching;

import java.time.Instant;
import java.util.UUID;

/**
 * Money that nobody is known for.
 *
 * @param amount minor units
 * @param reference as the payer typed it
 * @param till whether it came through a till, which takes no reference
 */
public record Question(
    UUID payment, long amount, String reference, PayerTraits payer, Instant paidAt, boolean till) {
  /** Leaves personal data out. */
  @Override
  public String toString() {
    return "Question[" + payment + "]";
  }
}
