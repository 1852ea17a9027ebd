package io.washa.admin.signin;

import java.util.List;
import org.springframework.http.converter.FormHttpMessageConverter;
import org.springframework.security.oauth2.client.endpoint.OAuth2AccessTokenResponseClient;
import org.springframework.security.oauth2.client.endpoint.OAuth2AuthorizationCodeGrantRequest;
import org.springframework.security.oauth2.client.endpoint.RestClientAuthorizationCodeTokenResponseClient;
import org.springframework.security.oauth2.client.http.OAuth2ErrorResponseErrorHandler;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.client.registration.ClientRegistrationRepository;
import org.springframework.security.oauth2.client.registration.InMemoryClientRegistrationRepository;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.security.oauth2.core.http.converter.OAuth2AccessTokenResponseHttpMessageConverter;
import org.springframework.web.client.RestClient;

/** We as Keycloak's client, all addresses written down: it need not be there when we start. */
final class KeycloakClient {
  static final String ID = "washa";
  private static final int PATIENCE_MILLIS = 5000;

  private final ClientRegistrationRepository registrations;

  KeycloakClient(SignInProperties properties) {
    String base = properties.adminUrl().isEmpty() ? "{baseUrl}" : properties.adminUrl();
    registrations =
        new InMemoryClientRegistrationRepository(
            List.of(
                ClientRegistration.withRegistrationId(ID)
                    .clientId(properties.adminClientId())
                    .clientSecret(properties.adminClientSecret())
                    .clientAuthenticationMethod(ClientAuthenticationMethod.CLIENT_SECRET_BASIC)
                    .authorizationGrantType(AuthorizationGrantType.AUTHORIZATION_CODE)
                    .redirectUri(base + "/login/oauth2/code/{registrationId}")
                    .scope("openid", "profile", "email", "organization")
                    .issuerUri(properties.issuer())
                    .authorizationUri(properties.endpoint("auth"))
                    .tokenUri(properties.endpoint("token"))
                    .jwkSetUri(properties.endpoint("certs"))
                    .userNameAttributeName("sub")
                    .build()));
  }

  ClientRegistrationRepository registrations() {
    return registrations;
  }

  /** Exchanges the code, and gives up after a few seconds. */
  static OAuth2AccessTokenResponseClient<OAuth2AuthorizationCodeGrantRequest> tokens() {
    var client = new RestClientAuthorizationCodeTokenResponseClient();
    client.setRestClient(
        RestClient.builder()
            .requestFactory(Keycloak.patient(PATIENCE_MILLIS))
            .configureMessageConverters(converters ->
                converters
                    .addCustomConverter(new FormHttpMessageConverter())
                    .addCustomConverter(new OAuth2AccessTokenResponseHttpMessageConverter()))
            .defaultStatusHandler(new OAuth2ErrorResponseErrorHandler())
            .build());
    return client;
  }
}
