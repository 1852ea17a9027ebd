package io.washa.admin.signin;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.web.filter.OncePerRequestFilter;

/** Sends nobody to a Keycloak that is away, but says so. */
final class KeycloakReachFilter extends OncePerRequestFilter {
  private final Keycloak keycloak;

  KeycloakReachFilter(Keycloak keycloak) {
    this.keycloak = keycloak;
  }

  @Override
  protected boolean shouldNotFilter(HttpServletRequest request) {
    return !request.getRequestURI().startsWith("/oauth2/authorization/");
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    if (keycloak.isThere()) {
      chain.doFilter(request, response);
      return;
    }
    response.setStatus(HttpServletResponse.SC_SERVICE_UNAVAILABLE);
    response.setHeader("Retry-After", "10");
    response.setContentType("text/html;charset=UTF-8");
    response.getWriter().write(EntryPages.away().html());
  }
}
