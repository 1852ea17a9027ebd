package io.washa.simulators.daraja;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An HTTP request whose body was read completely.
 *
 * @param headers names in lower case, first value of each
 */
record Call(
    String method,
    String path,
    Map<String, String> query,
    Map<String, String> headers,
    String body) {

  String header(String lowerCaseName) {
    return headers.getOrDefault(lowerCaseName, "");
  }

  boolean isPost() {
    return method.equals("POST");
  }

  /** The body as an HTML form. */
  Map<String, String> form() {
    return decoded(body);
  }

  /** Pairs of {@code a=b&c=d}; what cannot be decoded is left out. */
  static Map<String, String> decoded(@Nullable String pairs) {
    Map<String, String> values = new HashMap<>();
    if (pairs == null) {
      return values;
    }
    for (String pair : pairs.split("&", 100)) {
      int equals = pair.indexOf('=');
      if (equals > 0) {
        Optional<String> name = decodedText(pair.substring(0, equals));
        Optional<String> value = decodedText(pair.substring(equals + 1));
        name.ifPresent(key -> value.ifPresent(text -> values.putIfAbsent(key, text)));
      }
    }
    return values;
  }

  private static Optional<String> decodedText(String encoded) {
    try {
      return Optional.of(URLDecoder.decode(encoded, StandardCharsets.UTF_8));
    } catch (IllegalArgumentException undecodable) {
      return Optional.empty();
    }
  }
}
