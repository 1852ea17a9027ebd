package io.washa.api;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** An issuer of tokens such as Keycloak's, whose keys can be out of reach. */
final class Issuer {
  private final RSAKey key;
  private final HttpServer server;
  private volatile boolean away;

  Issuer() {
    try {
      key = new RSAKeyGenerator(2048).keyID("k1").generate();
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (JOSEException | IOException e) {
      throw new IllegalStateException(e);
    }
    byte[] keys = new JWKSet(key.toPublicJWK()).toString().getBytes(StandardCharsets.UTF_8);
    server.createContext(
        "/realms/washa/protocol/openid-connect/certs",
        exchange -> {
          exchange.sendResponseHeaders(away ? 503 : 200, away ? -1 : keys.length);
          if (!away) {
            exchange.getResponseBody().write(keys);
          }
          exchange.close();
        });
    server.start();
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/realms/washa";
  }

  void away(boolean gone) {
    away = gone;
  }

  /** The organisation claim of a member of one. */
  static Map<String, Object> organization(String id, long tenant) {
    return Map.of("some-alias", Map.of("id", id, "tenant_id", List.of(Long.toString(tenant))));
  }

  /** A token as Keycloak gives it to a person; changed by the test. */
  String token(String email, Object organization, UnaryOperator<JWTClaimsSet.Builder> change) {
    Instant now = Instant.now();
    JWTClaimsSet.Builder claims =
        new JWTClaimsSet.Builder()
            .issuer(url())
            .audience(List.of("washa-api", "account"))
            .subject("subject-of-" + email)
            .claim("email", email)
            .claim("email_verified", true)
            .claim("organization", organization)
            .issueTime(Date.from(now))
            .expirationTime(Date.from(now.plus(Duration.ofMinutes(5))));
    SignedJWT token =
        new SignedJWT(
            new JWSHeader.Builder(JWSAlgorithm.RS256).keyID("k1").build(),
            change.apply(claims).build());
    try {
      token.sign(new RSASSASigner(key));
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
    return token.serialize();
  }

  String token(String email, Object organization) {
    return token(email, organization, UnaryOperator.identity());
  }
}
