package io.washa.payments.daraja;

import java.util.Optional;

/**
 * Calls Daraja for a shortcode of the bound tenant. Never inside a transaction: a call takes as
 * long as Safaricom likes.
 */
public final class DarajaClient {
  DarajaClient() {}

  /** Asks M-Pesa to prompt a phone (Daraja portal, M-Pesa Express). */
  public PromptOutcome push(Shortcode shortcode, PushRequest request) {
    return new PromptOutcome.Unknown("not connected yet");
  }

  /** Asks what became of a prompt (Daraja portal, M-Pesa Express Query). */
  public QueryOutcome query(Shortcode shortcode, String checkoutRequestId) {
    return new QueryOutcome.NotYetKnown();
  }

  /** Tells M-Pesa where to send C2B messages (Daraja portal, Register URL). */
  public RegisterOutcome registerUrls(
      Shortcode shortcode, String validationUrl, String confirmationUrl) {
    return new RegisterOutcome.TryLater("not connected yet", Optional.empty());
  }
}
