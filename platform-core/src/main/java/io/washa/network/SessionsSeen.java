package io.washa.network;

import java.util.Set;
import java.util.UUID;

/** Accesses were seen with a session; told within the transaction. */
public record SessionsSeen(Set<UUID> accesses) {
  /** Copies them. */
  public SessionsSeen {
    accesses = Set.copyOf(accesses);
  }
}
