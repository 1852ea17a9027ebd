package io.washa.simulators.daraja;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;

/** {@code GET /oauth/v1/generate?grant_type=client_credentials} with Basic authentication. */
final class OAuth implements Endpoint {
  private final Books books;
  private final Tokens tokens;
  private final Ids ids;

  OAuth(Books books, Tokens tokens, Ids ids) {
    this.books = books;
    this.tokens = tokens;
    this.ids = ids;
  }

  @Override
  public Reply answer(Call call) {
    if (!call.method().equals("GET")) {
      return Refusal.METHOD.reply(ids.next());
    }
    String[] credentials = basic(call.header("authorization")).split(":", 2);
    if (credentials.length != 2 || !isKnown(credentials[0], credentials[1])) {
      return Refusal.INVALID_CREDENTIALS.reply(ids.next());
    }
    if (!"client_credentials".equals(call.query().get("grant_type"))) {
      return Refusal.INVALID_GRANT.reply(ids.next());
    }
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("access_token", tokens.issue(credentials[0]));
    body.put("expires_in", String.valueOf(Tokens.LIFE.toSeconds()));
    return Reply.json(200, body);
  }

  private boolean isKnown(String key, String secret) {
    byte[] given = secret.getBytes(StandardCharsets.UTF_8);
    return books.shortcodes().stream()
        .filter(shortcode -> shortcode.consumerKey().equals(key))
        .map(shortcode -> shortcode.consumerSecret().getBytes(StandardCharsets.UTF_8))
        .anyMatch(expected -> MessageDigest.isEqual(expected, given));
  }

  private static String basic(String authorization) {
    if (!authorization.regionMatches(true, 0, "Basic ", 0, 6)) {
      return "";
    }
    try {
      byte[] plain = Base64.getDecoder().decode(authorization.substring(6).strip());
      return new String(plain, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException notBase64) {
      return "";
    }
  }
}
