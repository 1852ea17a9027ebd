package io.washa.billing.documents;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A credit note to be issued.
 *
 * @param reason stands on the note, cut after 500 characters
 * @param cause what it is issued for: one cause is credited once; null if nothing repeats it
 */
public record NewCredit(UUID invoice, List<Part> parts, String reason, @Nullable String cause) {
  /** Keeps the order. */
  public NewCredit {
    parts = List.copyOf(parts);
  }

  /**
   * What is taken back of a line.
   *
   * @param line of the invoice, counted from 1
   * @param amount taxes included, minor units
   */
  public record Part(int line, long amount) {}
}
