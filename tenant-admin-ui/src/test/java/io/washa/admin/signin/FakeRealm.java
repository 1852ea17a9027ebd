package io.washa.admin.signin;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;

/** A realm that asks for no password: the next person is who the test says. */
public final class FakeRealm implements AutoCloseable {
  private static final String PATH = "/realms/washa";

  private final HttpServer server;
  private final RSAKey key;
  private final Map<String, Map<String, String>> questions = new ConcurrentHashMap<>();
  private volatile boolean away;
  private volatile Map<String, Object> person = Map.of();

  /** A realm on a port; 0: any. */
  public FakeRealm(int port) {
    try {
      key = new RSAKeyGenerator(2048).keyID("test").generate();
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    } catch (IOException | JOSEException e) {
      throw new IllegalStateException(e);
    }
    server.createContext(PATH, this::handle);
    server.start();
  }

  /** Its name. */
  public String issuer() {
    return "http://localhost:" + server.getAddress().getPort() + PATH;
  }

  /** Who signs in next. */
  public void next(Map<String, Object> claims) {
    person = Map.copyOf(claims);
  }

  /** Answers nothing but that something is wrong, or all again. */
  public void away(boolean away) {
    this.away = away;
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      String path = exchange.getRequestURI().getPath();
      if (away) {
        exchange.sendResponseHeaders(503, -1);
      } else if (path.endsWith("/auth")) {
        authorize(exchange);
      } else if (path.endsWith("/token")) {
        answer(
            exchange,
            token(
                form(
                    new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8))));
      } else if (path.endsWith("/certs")) {
        answer(exchange, new JWKSet(key).toString());
      } else if (path.endsWith("/logout")) {
        redirect(exchange, query(exchange).get("post_logout_redirect_uri"));
      } else {
        answer(exchange, "{}");
      }
    }
  }

  private void authorize(HttpExchange exchange) throws IOException {
    Map<String, String> query = query(exchange);
    String code = java.util.UUID.randomUUID().toString();
    questions.put(code, query);
    redirect(
        exchange,
        query.get("redirect_uri")
            + "?code="
            + code
            + "&state="
            + java.net.URLEncoder.encode(
                Objects.requireNonNull(query.get("state")), StandardCharsets.UTF_8));
  }

  private String token(Map<String, String> form) {
    Map<String, String> question = Objects.requireNonNull(questions.remove(form.get("code")));
    Instant now = Instant.now();
    JWTClaimsSet.Builder claims =
        new JWTClaimsSet.Builder()
            .issuer(issuer())
            .audience(question.get("client_id"))
            .subject(String.valueOf(person.getOrDefault("email", "somebody")))
            .claim("nonce", question.get("nonce"))
            .issueTime(Date.from(now))
            .expirationTime(Date.from(now.plusSeconds(300)));
    person.forEach(claims::claim);
    SignedJWT jwt =
        new SignedJWT(
            new JWSHeader.Builder(JWSAlgorithm.RS256).keyID("test").build(), claims.build());
    try {
      jwt.sign(new RSASSASigner(key));
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
    return "{\"access_token\":\"x\",\"token_type\":\"Bearer\",\"expires_in\":300,\"id_token\":\""
        + jwt.serialize()
        + "\"}";
  }

  private static Map<String, String> query(HttpExchange exchange) {
    return form(Objects.requireNonNullElse(exchange.getRequestURI().getRawQuery(), ""));
  }

  private static Map<String, String> form(String text) {
    Map<String, String> form = new HashMap<>();
    Arrays.stream(text.split("&", -1))
        .map(pair -> pair.split("=", 2))
        .filter(pair -> pair.length == 2)
        .forEach(pair -> form.put(pair[0], URLDecoder.decode(pair[1], StandardCharsets.UTF_8)));
    return form;
  }

  private static void redirect(HttpExchange exchange, @org.jspecify.annotations.Nullable String to)
      throws IOException {
    exchange.getResponseHeaders().set("Location", String.valueOf(to));
    exchange.sendResponseHeaders(302, -1);
  }

  private static void answer(HttpExchange exchange, String json) throws IOException {
    byte[] body = json.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(200, body.length);
    exchange.getResponseBody().write(body);
  }

  @Override
  public void close() {
    server.stop(0);
  }

  /** A realm for looking at the desk by hand: port, then tenant's number. */
  public static void main(String[] arguments) throws InterruptedException {
    try (FakeRealm realm = new FakeRealm(Integer.parseInt(arguments[0]))) {
      realm.next(
          Map.of(
              "organization",
              Map.of(
                  "org", Map.of("id", "org-" + arguments[1], "tenant_id", List.of(arguments[1]))),
              "email",
              arguments[2],
              "email_verified",
              true));
      Thread.currentThread().join();
    }
  }
}
