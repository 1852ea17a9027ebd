package io.washa.api.security;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.DefaultResourceRetriever;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import java.net.MalformedURLException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.jwt.JwtClaimValidator;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtIssuerValidator;
import org.springframework.security.oauth2.jwt.JwtTimestampValidator;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;

/**
 * Reads staff's access tokens. The issuer's keys are fetched when the first token comes, not at
 * start, and keys once seen count on while the issuer is away.
 */
final class StaffTokens {
  private static final int TIMEOUT_MILLIS = 2000;
  private static final int MOST_BYTES = 100 * 1024;
  private static final Duration KEYS_FRESH = Duration.ofMinutes(5);
  private static final Duration KEYS_WITHOUT_ISSUER = Duration.ofHours(24);
  private static final Duration SKEW = Duration.ofSeconds(30);

  private StaffTokens() {}

  /**
   * Reads tokens of an issuer that are meant for an audience.
   *
   * @param issuer whose keys are found at Keycloak's path below it (Keycloak manual)
   */
  static JwtDecoder decoder(String issuer, String audience) {
    DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();
    processor.setJWSKeySelector(
        new JWSVerificationKeySelector<>(
            Set.of(JWSAlgorithm.RS256, JWSAlgorithm.PS256, JWSAlgorithm.ES256), keys(issuer)));
    // What a token claims is checked below, with words for each claim.
    processor.setJWTClaimsSetVerifier((_, _) -> {});
    NimbusJwtDecoder decoder = new NimbusJwtDecoder(processor);
    // Tokens live by the issuer's clock, so the machine's counts here, not the platform's own.
    decoder.setJwtValidator(
        new DelegatingOAuth2TokenValidator<>(
            new JwtTimestampValidator(SKEW),
            new JwtIssuerValidator(issuer),
            new JwtClaimValidator<Instant>("exp", end -> end != null),
            new JwtClaimValidator<List<String>>(
                "aud", meant -> meant != null && meant.contains(audience))));
    return decoder;
  }

  private static JWKSource<SecurityContext> keys(String issuer) {
    try {
      return JWKSourceBuilder.<SecurityContext>create(
              URI.create(issuer + "/protocol/openid-connect/certs").toURL(),
              new DefaultResourceRetriever(TIMEOUT_MILLIS, TIMEOUT_MILLIS, MOST_BYTES))
          .cache(KEYS_FRESH.toMillis(), 2L * TIMEOUT_MILLIS)
          .outageTolerant(KEYS_WITHOUT_ISSUER.toMillis())
          .build();
    } catch (MalformedURLException e) {
      throw new IllegalArgumentException("no address of an issuer: " + issuer, e);
    }
  }
}
