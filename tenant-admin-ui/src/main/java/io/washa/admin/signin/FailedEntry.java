package io.washa.admin.signin;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.authentication.AuthenticationFailureHandler;

/** Sends people whose signing in came to nothing to a page that says why. */
final class FailedEntry implements AuthenticationFailureHandler {
  private static final Logger log = LoggerFactory.getLogger(FailedEntry.class);

  @Override
  public void onAuthenticationFailure(
      HttpServletRequest request, HttpServletResponse response, AuthenticationException failure)
      throws IOException {
    if (failure instanceof EntryRefused refused) {
      log.info("entry refused: {}", refused.reason());
      Refusal.of(refused).keep(request);
      response.sendRedirect("/login/refused");
    } else {
      log.warn("signing in failed: {}", failure.getMessage());
      response.sendRedirect("/login/failed");
    }
  }
}
