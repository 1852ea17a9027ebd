package io.washa.payments.matching;

import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What payments must ask of the modules above: what services cost and how long they last, and what
 * a pay code stands for. Asked within the caller's transaction.
 */
public interface PayerHints {
  /**
   * How a service stands.
   *
   * @param price what its plan costs now, minor units
   * @param endsAt when what was paid for ends; null if nothing was paid yet
   */
  record Standing(long price, @Nullable Instant endsAt) {}

  /** How each of these services stands; those that do not exist are left out. */
  Map<UUID, Standing> standings(Collection<UUID> services);

  /**
   * The pass that a hotspot's pay code and an amount stand for; made now if it is not there yet.
   *
   * @param amount minor units: the price of one plan, else nothing can be said
   */
  Optional<Match> passOf(String payCode, long amount, String payerName);
}
