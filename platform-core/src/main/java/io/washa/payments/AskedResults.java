package io.washa.payments;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Takes in what M-Pesa answers to an initiator's questions; within the caller's transaction. */
public interface AskedResults {
  /**
   * Takes a result in.
   *
   * @param request which question the path names
   * @return why it could not be used, for staff; null if it could
   */
  @Nullable String settle(UUID shortcode, UUID request, String body);
}
