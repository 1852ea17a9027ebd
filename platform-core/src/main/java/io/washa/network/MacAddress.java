package io.washa.network;

import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;

/**
 * The hardware address of one device.
 *
 * @param text in upper case with colons, as routers print it
 */
public record MacAddress(String text) {
  private static final int LENGTH = 6;
  private static final int GROUP_BIT = 1;

  /**
   * Checks the form.
   *
   * @throws IllegalArgumentException if it is not an address of one device in this spelling
   */
  public MacAddress {
    if (!parseHex(text).filter(text::equals).isPresent()) {
      throw new IllegalArgumentException("not a device's MAC address");
    }
  }

  /**
   * Reads any usual spelling: with colons, hyphens, dots or nothing between the digits.
   *
   * @return empty for what is no address, or one of a group or of everybody
   */
  public static Optional<MacAddress> parse(String input) {
    return input.length() > 40 ? Optional.empty() : parseHex(input).map(MacAddress::new);
  }

  private static Optional<String> parseHex(String input) {
    String digits = input.strip().replaceAll("[:.-]", "");
    if (!digits.matches("[0-9A-Fa-f]{12}")) {
      return Optional.empty();
    }
    byte[] bytes = HexFormat.of().parseHex(digits);
    boolean ofGroup = (bytes[0] & GROUP_BIT) != 0;
    boolean zero = digits.matches("0{" + 2 * LENGTH + "}");
    return ofGroup || zero
        ? Optional.empty()
        : Optional.of(HexFormat.ofDelimiter(":").formatHex(bytes).toUpperCase(Locale.ROOT));
  }

  @Override
  public String toString() {
    return text;
  }
}
