package io.washa.payments;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A self-test of a shortcode and how far it has come.
 *
 * @param prompted when Safaricom took the prompt in; null if it has not
 * @param answered when it was known that the PIN was typed, or that it was not
 * @param calledBack when Safaricom's callback reached us
 * @param booked when the shilling stood in the books as the owner's
 * @param receipt M-Pesa's code; null while unknown
 * @param problem what went wrong, as it was said; null if nothing
 */
public record SelfTest(
    UUID id,
    UUID shortcode,
    String phone,
    String reference,
    @Nullable String checkoutRequestId,
    String askedBy,
    Instant asked,
    @Nullable Instant prompted,
    @Nullable Instant answered,
    @Nullable Instant calledBack,
    @Nullable Instant booked,
    @Nullable String receipt,
    @Nullable String problem) {

  /** Whether nothing more is to be expected. */
  public boolean ended() {
    return booked != null || (problem != null && (prompted == null || answered != null));
  }

  /** Leaves personal data out. */
  @Override
  public String toString() {
    return "SelfTest[" + id + "]";
  }
}
