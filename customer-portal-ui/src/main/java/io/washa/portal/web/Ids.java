package io.washa.portal.web;

import java.util.Optional;
import java.util.UUID;

/** Ids in addresses. */
final class Ids {
  private Ids() {}

  /** The id that a piece of an address spells; empty if it spells none. */
  static Optional<UUID> parse(String text) {
    try {
      return Optional.of(UUID.fromString(text));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
