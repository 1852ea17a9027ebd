package io.washa.admin.signin;

import jakarta.servlet.http.HttpServletRequest;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.client.registration.ClientRegistrationRepository;
import org.springframework.security.oauth2.client.web.DefaultOAuth2AuthorizationRequestResolver;
import org.springframework.security.oauth2.client.web.OAuth2AuthorizationRequestCustomizers;
import org.springframework.security.oauth2.client.web.OAuth2AuthorizationRequestResolver;
import org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationRequest;

/**
 * Sends people to Keycloak with PKCE. Whoever belongs to several organisations signs in for one by
 * the scope {@code organization:alias} (Keycloak's server administration guide).
 */
final class OrganizationChoice implements OAuth2AuthorizationRequestResolver {
  static final String PARAMETER = "organization";

  private final DefaultOAuth2AuthorizationRequestResolver resolver;

  OrganizationChoice(ClientRegistrationRepository clients) {
    resolver = new DefaultOAuth2AuthorizationRequestResolver(clients, "/oauth2/authorization");
    resolver.setAuthorizationRequestCustomizer(OAuth2AuthorizationRequestCustomizers.withPkce());
  }

  @Override
  public @Nullable OAuth2AuthorizationRequest resolve(HttpServletRequest request) {
    return chosen(request, resolver.resolve(request));
  }

  @Override
  public @Nullable OAuth2AuthorizationRequest resolve(
      HttpServletRequest request, String clientRegistrationId) {
    return chosen(request, resolver.resolve(request, clientRegistrationId));
  }

  private static @Nullable OAuth2AuthorizationRequest chosen(
      HttpServletRequest request, @Nullable OAuth2AuthorizationRequest resolved) {
    String alias = request.getParameter(PARAMETER);
    if (resolved == null || alias == null || !Refusal.isAlias(alias)) {
      return resolved;
    }
    Set<String> scopes = new LinkedHashSet<>(resolved.getScopes());
    scopes.remove("organization");
    scopes.add("organization:" + alias);
    return OAuth2AuthorizationRequest.from(resolved).scopes(scopes).build();
  }
}
