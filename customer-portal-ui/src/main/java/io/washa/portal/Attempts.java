package io.washa.portal;

import java.util.Optional;
import java.util.UUID;

/** The attempts to pay at the bound tenant. */
@FunctionalInterface
public interface Attempts {
  /** The attempt with this id. */
  Optional<Attempt> findAttempt(UUID intent);
}
