package io.washa.identity;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How the platform itself reaches Keycloak, to make organisations and invite people.
 *
 * @param url of the server, as this pod reaches it
 * @param platformClientId a client with a service account that may manage organisations and users
 */
@ConfigurationProperties("washa.identity")
record KeycloakProperties(
    @DefaultValue("http://localhost:8180") String url,
    @DefaultValue("washa") String realm,
    @DefaultValue("washa-platform") String platformClientId,
    @DefaultValue("") String platformClientSecret,
    @DefaultValue("2s") Duration connectTimeout,
    @DefaultValue("10s") Duration readTimeout) {

  /** Leaves the secret out. */
  @Override
  public String toString() {
    return "KeycloakProperties[" + url + ", " + realm + ", " + platformClientId + "]";
  }
}
