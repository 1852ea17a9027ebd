package io.washa.payments.daraja;

import org.jspecify.annotations.Nullable;

/**
 * The shortcode that a message came for, without its secrets: what every callback needs of it, for
 * opening seals costs more than the rest.
 *
 * @param storeNumber of a till, null otherwise
 * @param relays whether confirmations are passed on to somebody else's system
 */
public record Addressee(String number, @Nullable String storeNumber, boolean relays) {
  /** Whether a message that carries this number may be about it. */
  public boolean goesBy(String sent) {
    return sent.equals(number) || sent.equals(storeNumber);
  }
}
