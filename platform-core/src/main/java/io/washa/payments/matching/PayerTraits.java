package io.washa.payments.matching;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What the doors let us know of who paid. C2B v1 sends the SHA-256 of the phone, C2B v2 its last
 * three digits and the first name (facts, documented and seen in captured traffic); a prompt, Pull
 * and the statement may tell the whole phone.
 *
 * @param hash SHA-256 of the twelve digits, hex; null if neither phone nor hash is known
 * @param digits the phone's last three; null if unknown
 * @param firstName upper case; null if unknown
 */
public record PayerTraits(
    @Nullable String hash, @Nullable String digits, @Nullable String firstName) {
  private static final Pattern PLAIN = Pattern.compile("254\\d{9}");
  private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");
  private static final Pattern MASKED = Pattern.compile(".*[*•xX]\\s*(\\d{3})");

  /** Reads payer and name as a door told them. */
  public static PayerTraits of(String payer, String name) {
    String text = payer.strip();
    String first = firstName(name);
    if (PLAIN.matcher(text).matches()) {
      return new PayerTraits(sha256(text), text.substring(text.length() - 3), first);
    }
    String lower = text.toLowerCase(Locale.ROOT);
    if (HASH.matcher(lower).matches()) {
      return new PayerTraits(lower, null, first);
    }
    Matcher masked = MASKED.matcher(text);
    return new PayerTraits(null, masked.matches() ? masked.group(1) : null, first);
  }

  /** Last digits and first name, as {@code 126 JANE}; null unless both are known. */
  public @Nullable String tail() {
    return digits == null || firstName == null ? null : digits + " " + firstName;
  }

  private static @Nullable String firstName(String name) {
    String first = name.strip().split("\\s+", 2)[0].toUpperCase(Locale.ROOT);
    return first.isEmpty() ? null : first;
  }

  static String sha256(String text) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Leaves personal data out. */
  @Override
  public String toString() {
    return "PayerTraits[…]";
  }
}
