package io.washa.payments;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What became of money that a door told of. */
public sealed interface Recorded {
  /** The payment. */
  UUID payment();

  /** Nobody had told of it: it is in the books now. */
  record New(UUID payment) implements Recorded {}

  /**
   * Another door was first; nothing was booked.
   *
   * @param amount in the books, minor units: not this door's if one of them is wrong
   * @param service whose it is; null: it was in suspense
   * @param usable false if M-Pesa took it back, or it was for another business
   * @param contradicted this door told another amount, or another account, for the receipt: nothing
   *     was taken from it
   */
  record Known(
      UUID payment, long amount, @Nullable UUID service, boolean usable, boolean contradicted)
      implements Recorded {}
}
