package io.washa.admin.signin;

import io.washa.admin.desk.Leaving;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.authentication.logout.LogoutHandler;
import org.springframework.security.web.authentication.logout.LogoutSuccessHandler;

/** Ends a session here and at Keycloak. */
final class LeavingStaff implements Leaving, LogoutHandler, LogoutSuccessHandler {
  private static final String TARGET = LeavingStaff.class.getName();

  private final Keycloak keycloak;
  private final SignInProperties properties;

  LeavingStaff(Keycloak keycloak, SignInProperties properties) {
    this.keycloak = keycloak;
    this.properties = properties;
  }

  @Override
  public String leave(HttpServletRequest request, Authentication authentication) {
    String target = target(request, authentication);
    HttpSession session = request.getSession(false);
    if (session != null) {
      session.invalidate();
    }
    SecurityContextHolder.clearContext();
    return target;
  }

  /** Before the session is ended, and with it what it knows. */
  @Override
  public void logout(
      HttpServletRequest request,
      HttpServletResponse response,
      @Nullable Authentication authentication) {
    request.setAttribute(TARGET, target(request, authentication));
  }

  @Override
  public void onLogoutSuccess(
      HttpServletRequest request,
      HttpServletResponse response,
      @Nullable Authentication authentication)
      throws IOException {
    response.sendRedirect(String.valueOf(request.getAttribute(TARGET)));
  }

  private String target(HttpServletRequest request, @Nullable Authentication authentication) {
    if (!keycloak.isThere()) {
      return "/login/out";
    }
    Optional<String> token = Optional.empty();
    if (authentication != null && authentication.getPrincipal() instanceof StaffPrincipal staff) {
      token = Optional.of(staff.getIdToken().getTokenValue());
    }
    return keycloak.endSession(
        token.or(() -> Refusal.kept(request).map(Refusal::idToken)), base(request) + "/login/out");
  }

  private String base(HttpServletRequest request) {
    if (!properties.adminUrl().isEmpty()) {
      return properties.adminUrl();
    }
    String address = request.getRequestURL().toString();
    return address.substring(0, address.length() - request.getRequestURI().length());
  }
}
