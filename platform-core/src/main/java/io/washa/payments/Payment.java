package io.washa.payments;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Money that arrived.
 *
 * @param receipt M-Pesa's code; null while only a status query told of it
 * @param amount minor units
 * @param subscriber null: in suspense
 * @param round how often its match was taken back
 * @param plan the plan and price its prompt pinned; null if there was no prompt
 */
public record Payment(
    UUID id,
    @Nullable String receipt,
    long amount,
    @Nullable UUID subscriber,
    @Nullable UUID service,
    @Nullable UUID plan,
    @Nullable Long price,
    Instant paidAt,
    int round) {
  /** What names its consequences in the books: other than before after each undoing. */
  public String reference() {
    return round == 0 ? "payment:" + id : "payment:" + id + ":" + round;
  }
}
