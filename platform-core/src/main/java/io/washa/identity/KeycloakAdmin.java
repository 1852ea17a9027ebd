package io.washa.identity;

import jakarta.ws.rs.client.ClientBuilder;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.keycloak.OAuth2Constants;
import org.keycloak.admin.client.Keycloak;
import org.keycloak.admin.client.KeycloakBuilder;
import org.keycloak.admin.client.resource.RealmResource;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.stereotype.Component;

/** The client of Keycloak's administration, made when first needed: no start waits for Keycloak. */
@Component
@EnableConfigurationProperties(KeycloakProperties.class)
class KeycloakAdmin implements DisposableBean {
  private final KeycloakProperties properties;
  private @Nullable Keycloak client;

  KeycloakAdmin(KeycloakProperties properties) {
    this.properties = properties;
  }

  /** Our realm; nothing is asked yet. */
  synchronized RealmResource realm() {
    Keycloak open = client;
    if (open == null) {
      open = open();
      client = open;
    }
    return open.realm(properties.realm());
  }

  private Keycloak open() {
    return KeycloakBuilder.builder()
        .serverUrl(properties.url())
        .realm(properties.realm())
        .grantType(OAuth2Constants.CLIENT_CREDENTIALS)
        .clientId(properties.platformClientId())
        .clientSecret(properties.platformClientSecret())
        .resteasyClient(
            ClientBuilder.newBuilder()
                .connectTimeout(properties.connectTimeout().toMillis(), TimeUnit.MILLISECONDS)
                .readTimeout(properties.readTimeout().toMillis(), TimeUnit.MILLISECONDS)
                .build())
        .build();
  }

  @Override
  public synchronized void destroy() {
    if (client != null) {
      client.close();
    }
  }
}
