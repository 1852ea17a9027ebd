package io.washa.api.web;

import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Ids in paths and bodies. */
public final class Ids {
  private static final int LENGTH = 36;

  private Ids() {}

  /** The id that a text writes in full; empty for any other text. */
  public static Optional<UUID> parse(@Nullable String text) {
    if (text == null || text.length() != LENGTH) {
      return Optional.empty();
    }
    try {
      return Optional.of(UUID.fromString(text));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
