package io.washa.payments.daraja;

import java.net.URI;
import java.util.Optional;
import java.util.UUID;

/**
 * A PayBill or till of the bound tenant, with its secrets opened.
 *
 * @param number what M-Pesa calls {@code BusinessShortCode}, 5 to 7 digits
 * @param storeNumber what a till's prompts are asked with, and what its messages may carry; a
 *     PayBill's own number
 * @param callbackToken 128 random bits in hex that stand in every callback path of this shortcode
 * @param relay where confirmations are passed on to, for M-Pesa knows one address only and an older
 *     system may still want them
 */
public record Shortcode(
    UUID id,
    String number,
    String storeNumber,
    Kind kind,
    Credentials credentials,
    String callbackToken,
    C2bVersion c2bVersion,
    Optional<URI> relay) {

  /** Whether a message that carries this number may be about it. */
  public boolean goesBy(String sent) {
    return new Addressee(number, storeNumber, relay.isPresent()).goesBy(sent);
  }

  /** How a shortcode is paid, with the {@code TransactionType} of its prompts (Daraja portal). */
  public enum Kind {
    /** Paid with an account number. */
    PAYBILL("CustomerPayBillOnline"),
    /** Paid without one. */
    TILL("CustomerBuyGoodsOnline");

    private final String transactionType;

    Kind(String transactionType) {
      this.transactionType = transactionType;
    }

    String transactionType() {
      return transactionType;
    }
  }

  /** Which of the two C2B products the Daraja app has; the wrong one answers 401.003.01. */
  public enum C2bVersion {
    /** The older product; sends the payer's phone as a hash. */
    V1,
    /** The newer product; sends the payer's phone masked. */
    V2
  }

  /** The secrets of the Daraja app that owns the shortcode. */
  public record Credentials(String consumerKey, String consumerSecret, String passkey) {
    /** None yet: the papers for Daraja are under way. */
    public static final Credentials NONE = new Credentials("", "", "");

    /** Whether Daraja can be asked with them. */
    public boolean complete() {
      return !consumerKey.isBlank() && !consumerSecret.isBlank() && !passkey.isBlank();
    }

    /** Leaves the secrets out. */
    @Override
    public String toString() {
      return "Credentials[…]";
    }
  }

  /** Leaves the secrets out. */
  @Override
  public String toString() {
    return kind + " " + number;
  }
}
