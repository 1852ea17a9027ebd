package io.washa.payments.matching;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Whose money it is.
 *
 * @param intent the prompt it answers, null if nobody was prompted
 * @param pinned what the prompt, or the pass bought, pinned; null if nothing did
 * @param how it was found, for people
 */
public record Match(
    UUID subscriber, UUID service, @Nullable UUID intent, @Nullable Pinned pinned, String how) {

  /**
   * What the money is to buy.
   *
   * @param price minor units
   */
  public record Pinned(UUID plan, long price) {}

  /** A service named without a prompt. */
  public static Match named(UUID subscriber, UUID service, String how) {
    return new Match(subscriber, service, null, null, how);
  }

  /** The plan pinned; null if none. */
  public @Nullable UUID plan() {
    return pinned == null ? null : pinned.plan();
  }

  /** The price pinned, minor units; null if none. */
  public @Nullable Long price() {
    return pinned == null ? null : pinned.price();
  }
}
