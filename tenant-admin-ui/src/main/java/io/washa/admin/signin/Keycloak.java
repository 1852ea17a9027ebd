package io.washa.admin.signin;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.client.SimpleClientHttpRequestFactory;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestClientException;
import org.springframework.web.util.UriComponentsBuilder;

/** The realm's server, which may be away: nobody waits long for it. */
final class Keycloak {
  private static final Logger log = LoggerFactory.getLogger(Keycloak.class);
  private static final Duration REMEMBERED = Duration.ofSeconds(2);

  private final SignInProperties properties;
  private final RestClient http = RestClient.builder().requestFactory(patient(1500)).build();
  private volatile @Nullable Answer last;

  Keycloak(SignInProperties properties) {
    this.properties = properties;
  }

  private record Answer(boolean there, long atNanos) {}

  /** A way of asking that gives up. */
  static SimpleClientHttpRequestFactory patient(int millis) {
    SimpleClientHttpRequestFactory factory = new SimpleClientHttpRequestFactory();
    factory.setConnectTimeout(Duration.ofMillis(Math.min(millis, 1000)));
    factory.setReadTimeout(Duration.ofMillis(millis));
    return factory;
  }

  /** Whether the realm answers; waits for it a second and a half at most. */
  boolean isThere() {
    Answer known = last;
    long now = System.nanoTime();
    if (known == null || now - known.atNanos() > REMEMBERED.toNanos()) {
      known = new Answer(ask(), now);
      last = known;
    }
    return known.there();
  }

  private boolean ask() {
    try {
      return http.get()
          .uri(properties.issuer())
          .retrieve()
          .toBodilessEntity()
          .getStatusCode()
          .is2xxSuccessful();
    } catch (RestClientException e) {
      log.warn("Keycloak does not answer, staff cannot sign in: {}", e.getMessage());
      return false;
    }
  }

  /**
   * Where a browser ends its session at Keycloak, too, and comes back from.
   *
   * @param idToken proves to Keycloak whose session it is; without it Keycloak asks the person
   */
  String endSession(Optional<String> idToken, String comeBack) {
    UriComponentsBuilder address =
        UriComponentsBuilder.fromUriString(properties.endpoint("logout"))
            .queryParam("client_id", "{client}")
            .queryParam("post_logout_redirect_uri", "{back}");
    return idToken
        .map(token ->
            address
                .queryParam("id_token_hint", "{token}")
                .encode()
                .buildAndExpand(properties.adminClientId(), comeBack, token)
                .toUriString())
        .orElseGet(() ->
            address.encode().buildAndExpand(properties.adminClientId(), comeBack).toUriString());
  }
}
