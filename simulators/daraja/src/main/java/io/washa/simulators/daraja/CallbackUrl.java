package io.washa.simulators.daraja;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The rules for URLs that Daraja calls back. Plain http is let through, as in the sandbox. */
final class CallbackUrl {
  /** Words that no URL may contain in any case (Daraja portal). */
  private static final List<String> FORBIDDEN =
      List.of("mpesa", "m-pesa", "safaricom", "exe", "exec", "cmd", "sql", "query");

  private static final int MAX_LENGTH = 2000;

  private CallbackUrl() {}

  static Optional<URI> parse(String text) {
    String lower = text.toLowerCase(Locale.ROOT);
    if (text.length() > MAX_LENGTH || FORBIDDEN.stream().anyMatch(lower::contains)) {
      return Optional.empty();
    }
    try {
      URI url = new URI(text);
      String scheme = String.valueOf(url.getScheme()).toLowerCase(Locale.ROOT);
      boolean web = scheme.equals("http") || scheme.equals("https");
      return web && url.getHost() != null && url.getUserInfo() == null
          ? Optional.of(url)
          : Optional.empty();
    } catch (URISyntaxException malformed) {
      return Optional.empty();
    }
  }
}
