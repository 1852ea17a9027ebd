package io.washa.simulators.daraja;

import java.util.regex.Pattern;

/**
 * A business that takes money by M-Pesa, together with the credentials of its Daraja app.
 *
 * @param number 5 to 7 digits, as customers type it
 * @param businessName what the prompt and the SMS call the business
 * @param type PayBill or till
 * @param consumerKey user name for OAuth; several shortcodes may share one app
 * @param consumerSecret password for OAuth
 * @param passkey the secret inside every STK {@code Password}
 * @param store of a till, the head office or store number that went live and that STK pushes name
 *     as BusinessShortCode (Daraja portal); otherwise the same as number, which "" means too
 */
public record Shortcode(
    String number,
    String businessName,
    Type type,
    String consumerKey,
    String consumerSecret,
    String passkey,
    String store) {

  private static final Pattern NUMBER = Pattern.compile("\\d{5,7}");

  /** How customers pay a shortcode, with the words that Daraja uses for it (Daraja portal). */
  public enum Type {
    /** Paid with an account number. */
    PAYBILL("PayBill", "Pay Bill", "CustomerPayBillOnline"),
    /** Paid without an account number. */
    TILL("Till", "Buy Goods", "CustomerBuyGoodsOnline");

    private final String label;
    private final String transactionType;
    private final String command;

    Type(String label, String transactionType, String command) {
      this.label = label;
      this.transactionType = transactionType;
      this.command = command;
    }

    /** The word used in our own messages: {@code PayBill} or {@code Till}. */
    public String label() {
      return label;
    }

    /** {@code TransactionType} of a C2B message. */
    String transactionType() {
      return transactionType;
    }

    /** {@code TransactionType} of an STK push, {@code CommandID} of a simulated payment. */
    String command() {
      return command;
    }
  }

  /**
   * Checks the parts.
   *
   * @throws IllegalArgumentException if the number has not 5 to 7 digits or a text is blank
   */
  public Shortcode {
    if (!NUMBER.matcher(number).matches()) {
      throw new IllegalArgumentException("a shortcode has 5 to 7 digits, not '" + number + "'");
    }
    if (businessName.isBlank()
        || consumerKey.isBlank()
        || consumerSecret.isBlank()
        || passkey.isBlank()) {
      throw new IllegalArgumentException(
          "shortcode " + number + " needs a business name, consumer key, secret and passkey");
    }
    store = store.isEmpty() ? number : store;
    if (!NUMBER.matcher(store).matches()) {
      throw new IllegalArgumentException("a store has 5 to 7 digits, not '" + store + "'");
    }
  }

  /** A shortcode without a store number of its own. */
  public Shortcode(
      String number,
      String businessName,
      Type type,
      String consumerKey,
      String consumerSecret,
      String passkey) {
    this(number, businessName, type, consumerKey, consumerSecret, passkey, "");
  }

  /** The same shortcode below a store. */
  public Shortcode withStore(String storeNumber) {
    return new Shortcode(
        number, businessName, type, consumerKey, consumerSecret, passkey, storeNumber);
  }

  /** Leaves out the secrets, so that none reaches a log. */
  @Override
  public String toString() {
    return type.label() + " " + number + " (" + businessName + ")";
  }
}
