package io.washa.admin.desk;

import java.util.Optional;
import java.util.UUID;

/** Ids as they stand in addresses. */
public final class Ids {
  private static final int LENGTH = 36;

  private Ids() {}

  /** The id; empty for anything else. */
  public static Optional<UUID> parse(String text) {
    try {
      return text.length() == LENGTH ? Optional.of(UUID.fromString(text)) : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
