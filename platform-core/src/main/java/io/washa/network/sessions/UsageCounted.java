package io.washa.network.sessions;

import java.util.Set;
import java.util.UUID;

/** Accesses have used more; told within the transaction that counted it. */
public record UsageCounted(Set<UUID> accesses) {
  /** Copies them. */
  public UsageCounted {
    accesses = Set.copyOf(accesses);
  }
}
