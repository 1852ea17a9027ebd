package io.washa.billing.documents;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A taxpayer's number with the Kenya Revenue Authority: a letter, nine digits, a letter.
 *
 * @param text as {@code P051234567Q}
 */
public record KraPin(String text) {
  private static final Pattern FORM = Pattern.compile("[A-Z][0-9]{9}[A-Z]");

  /**
   * Refuses what {@link #parse} would.
   *
   * @throws IllegalArgumentException for any other form
   */
  public KraPin {
    if (!FORM.matcher(text).matches()) {
      throw new IllegalArgumentException("no KRA PIN: " + text);
    }
  }

  /** Reads what a person typed; empty if it is no PIN. */
  public static Optional<KraPin> parse(String typed) {
    String text = typed.replaceAll("[\\s-]", "").toUpperCase(Locale.ROOT);
    return FORM.matcher(text).matches() ? Optional.of(new KraPin(text)) : Optional.empty();
  }

  @Override
  public String toString() {
    return text;
  }
}
