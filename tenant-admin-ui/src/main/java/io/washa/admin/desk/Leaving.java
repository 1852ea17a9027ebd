package io.washa.admin.desk;

import jakarta.servlet.http.HttpServletRequest;
import org.springframework.security.core.Authentication;

/** Ends a person's session. */
@FunctionalInterface
public interface Leaving {
  /**
   * Ends the request's session.
   *
   * @return where the browser has to go next, so that the session at Keycloak ends, too
   */
  String leave(HttpServletRequest request, Authentication authentication);
}
