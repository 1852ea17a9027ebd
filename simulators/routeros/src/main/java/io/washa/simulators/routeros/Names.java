package io.washa.simulators.routeros;

import java.util.Locale;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * What names mean around a router: the router's own static names first, and an address of
 * 198.18.0.0/15 for everything else, always the same for one name.
 */
final class Names {
  private final Store store;

  Names(Store store) {
    this.store = store;
  }

  /** The address of a host name or address. */
  String address(String host) {
    if (Ipv4.isAddress(host)) {
      return host;
    }
    for (Row row : store.table("/ip/dns/static").having("name", host)) {
      if (!row.value("address").isEmpty() && !row.value("disabled").equals("true")) {
        return row.value("address");
      }
    }
    int hash = host.toLowerCase(Locale.ROOT).hashCode();
    return "198." + (18 + (hash >> 16 & 1)) + "." + (hash >> 8 & 255) + "." + (hash & 255);
  }

  /** Whether a name fits a pattern with stars, or one with a colon that is a regular expression. */
  static boolean fits(String pattern, String host) {
    if (pattern.startsWith(":")) {
      try {
        return Pattern.compile(pattern.substring(1)).matcher(host).find();
      } catch (PatternSyntaxException e) {
        return false;
      }
    }
    StringBuilder regex = new StringBuilder();
    for (int i = 0; i < pattern.length(); i++) {
      char c = pattern.charAt(i);
      regex.append(
          switch (c) {
            case '*' -> ".*";
            case '?' -> ".";
            default -> Pattern.quote(String.valueOf(c));
          });
    }
    return host.matches("(?i)" + regex);
  }
}
