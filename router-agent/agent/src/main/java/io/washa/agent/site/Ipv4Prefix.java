package io.washa.agent.site;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A network.
 *
 * @param bits its address as a number
 * @param length of the part that is the same for all in it, 0 to 32
 */
record Ipv4Prefix(long bits, int length) {
  private static final Pattern FORM =
      Pattern.compile("(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})(?:/(\\d{1,2}))?");

  /** Reads {@code 10.0.0.0/8} or a single address; empty if it is neither. */
  static Optional<Ipv4Prefix> of(String text) {
    Matcher matcher = FORM.matcher(text);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    long bits = 0;
    for (int i = 1; i <= 4; i++) {
      bits = bits << 8 | Long.parseLong(matcher.group(i));
    }
    String length = matcher.group(5);
    return Optional.of(new Ipv4Prefix(bits, length == null ? 32 : Integer.parseInt(length)));
  }

  /** Whether an address lies in it; no text but an address does. */
  boolean contains(String address) {
    Optional<Ipv4Prefix> other = of(address);
    return other.isPresent() && (other.get().bits ^ bits) >>> (32 - length) == 0;
  }
}
