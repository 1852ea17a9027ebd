package io.washa.testing;

import io.washa.servers.Keycloak;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Objects;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The real Keycloak with our realm, started once for all tests of a JVM that ask for it. */
public final class StaffRealm {
  /** Secret of the client {@code washa-platform}. */
  public static final String PLATFORM_SECRET = "platform-secret";

  /** Secret of the client {@code washa-admin}. */
  public static final String ADMIN_SECRET = "admin-secret";

  private static final JsonMapper JSON = JsonMapper.shared();

  private StaffRealm() {}

  private static final class Holder {
    static final Keycloak SERVER = Keycloak.temporary(realm());
  }

  /** Its address, without a slash at the end. */
  public static String url() {
    return Holder.SERVER.url();
  }

  /** Who its tokens are from. */
  public static String issuer() {
    return url() + "/realms/washa";
  }

  /**
   * Signs a person in with a password, as a script does.
   *
   * @param scope beside {@code openid}, as {@code organization:acme}; may be empty
   * @return the access token
   */
  public static String token(String email, String password, String scope) {
    String form =
        "grant_type=password&client_id=washa-cli&scope="
            + encoded("openid " + scope)
            + "&username="
            + encoded(email)
            + "&password="
            + encoded(password);
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(issuer() + "/protocol/openid-connect/token"))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString(form))
            .build();
    try (HttpClient http = HttpClient.newHttpClient()) {
      HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
      JsonNode body = JSON.readTree(answer.body());
      if (answer.statusCode() != 200) {
        throw new IllegalStateException("Keycloak gives no token: " + body);
      }
      return body.get("access_token").asString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** What a token says, unchecked. */
  public static Map<String, Object> claims(String token) {
    byte[] payload = Base64.getUrlDecoder().decode(token.split("\\.", -1)[1]);
    return JSON.readValue(payload, new TypeReference<>() {});
  }

  private static Keycloak.Realm realm() {
    try (InputStream file =
        Objects.requireNonNull(
            StaffRealm.class.getResourceAsStream("/keycloak/washa-realm.json"))) {
      return new Keycloak.Realm(
          "washa",
          new String(file.readAllBytes(), StandardCharsets.UTF_8),
          Map.of(
              "WASHA_ADMIN_REDIRECT",
              "http://localhost:*",
              "WASHA_ADMIN_CLIENT_SECRET",
              ADMIN_SECRET,
              "WASHA_PLATFORM_CLIENT_SECRET",
              PLATFORM_SECRET,
              "WASHA_CLI_PASSWORDS",
              "true"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
