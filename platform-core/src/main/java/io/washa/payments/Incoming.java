package io.washa.payments;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Money that one of the doors tells of.
 *
 * @param receipt M-Pesa's code; null from a status query, which knows none
 * @param amount minor units
 * @param accountReference as the payer typed it, or our own reference of a prompt
 * @param payer phone as far as the door tells it: plain, masked, hashed, or empty
 * @param paidAt when M-Pesa completed it
 */
public record Incoming(
    UUID shortcode,
    Door door,
    @Nullable String receipt,
    long amount,
    String accountReference,
    String payer,
    String payerName,
    Instant paidAt) {

  /** How the news of money came. */
  public enum Door {
    /** The result of a prompt. */
    STK,
    /** A confirmation. */
    C2B,
    /** A prompt's status, asked for. */
    QUERY,
    /** Pull Transactions. */
    PULL,
    /** An imported statement. */
    STATEMENT,
    /** The status of a receipt that somebody typed in. */
    STATUS,
    /** A person who saw the SMS or the statement. */
    HAND
  }

  /** Leaves personal data out. */
  @Override
  public String toString() {
    return "Incoming[" + door + " " + receipt + "]";
  }
}
