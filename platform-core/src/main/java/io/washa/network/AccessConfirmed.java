package io.washa.network;

import java.util.Set;
import java.util.UUID;

/** Accesses were read back from their router as desired; told within the transaction. */
public record AccessConfirmed(Set<UUID> accesses) {
  /** Copies them. */
  public AccessConfirmed {
    accesses = Set.copyOf(accesses);
  }
}
