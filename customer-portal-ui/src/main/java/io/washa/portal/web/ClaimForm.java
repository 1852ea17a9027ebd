package io.washa.portal.web;

import org.jspecify.annotations.Nullable;

/**
 * What somebody typed who says "I have paid", kept as it was typed.
 *
 * @param s what it was paid for, sealed; null where the account says it
 * @param code M-Pesa code, or the whole SMS
 * @param proof the payer's last three digits, or number
 */
record ClaimForm(
    @Nullable String s,
    @Nullable String account,
    @Nullable String code,
    @Nullable String proof,
    @Nullable String token) {
  private static final int LONGEST_SMS = 1000;

  static ClaimForm empty() {
    return new ClaimForm(null, null, null, null, null);
  }

  /** Account number or phone, at a bearable length. */
  public String typedAccount() {
    return cut(account, 40);
  }

  /** Code or SMS, at a bearable length. */
  public String typedCode() {
    return cut(code, LONGEST_SMS);
  }

  /** The payer's digits, at a bearable length. */
  public String typedProof() {
    return cut(proof, 20);
  }

  private static String cut(@Nullable String text, int longest) {
    if (text == null) {
      return "";
    }
    String line = text.strip().replaceAll("\\s+", " ");
    return line.length() <= longest ? line : line.substring(0, longest);
  }

  /** Leaves personal data out. */
  @Override
  public String toString() {
    return "ClaimForm";
  }
}
