package io.washa.payments.daraja;

import java.util.regex.Pattern;

/**
 * One prompt on one phone.
 *
 * @param phone 12 digits, {@code 2547…} or {@code 2541…}
 * @param amount whole shillings, 1 to 250,000 (Daraja portal)
 * @param accountReference 1 to 12 letters and digits; comes back as {@code BillRefNumber} of the
 *     C2B copy
 * @param description what the payment is for; letters, digits and spaces, cut to 13 characters
 * @param callbackUrl where the result is sent
 */
public record PushRequest(
    String phone, long amount, String accountReference, String description, String callbackUrl) {
  private static final Pattern PHONE = Pattern.compile("254[17]\\d{8}");
  private static final Pattern REFERENCE = Pattern.compile("[A-Za-z0-9]{1,12}");
  private static final long MOST = 250_000;
  private static final int DESCRIPTION_LENGTH = 13;

  /**
   * Checks what Daraja would refuse, or let fail on the phone.
   *
   * @throws IllegalArgumentException naming the field that does not fit
   */
  public PushRequest {
    if (!PHONE.matcher(phone).matches()) {
      throw new IllegalArgumentException("a phone is 254 and nine digits");
    }
    if (amount < 1 || amount > MOST) {
      throw new IllegalArgumentException("an amount is 1 to 250,000 shillings, not " + amount);
    }
    if (!REFERENCE.matcher(accountReference).matches()) {
      throw new IllegalArgumentException("an account reference is 1 to 12 letters and digits");
    }
    // "@ # &" in text fields were seen to fail (facts, single source).
    String plain = description.replaceAll("[^A-Za-z0-9 ]", " ").strip();
    description = plain.substring(0, Math.min(DESCRIPTION_LENGTH, plain.length())).strip();
  }

  /** Leaves out phone and callback token. */
  @Override
  public String toString() {
    return "PushRequest[" + amount + " KES for " + accountReference + "]";
  }
}
