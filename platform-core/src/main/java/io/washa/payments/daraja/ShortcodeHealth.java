package io.washa.payments.daraja;

import java.time.Instant;
import java.util.Optional;

/**
 * Whether Safaricom reaches us for a shortcode.
 *
 * @param text what Safaricom said at the last registration; may be empty
 * @param lastCallback when anything last arrived
 */
public record ShortcodeHealth(
    Registration registration, String text, Optional<Instant> lastCallback) {

  /** State of the C2B addresses at Safaricom. */
  public enum Registration {
    /** Never tried. */
    MISSING,
    /** Safaricom has our addresses. */
    REGISTERED,
    /** Safaricom did not take them. */
    REFUSED
  }
}
