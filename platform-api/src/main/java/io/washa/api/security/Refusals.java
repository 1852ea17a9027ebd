package io.washa.api.security;

import io.washa.api.web.Problem;
import io.washa.api.web.ProblemCode;
import io.washa.api.web.Problems;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.core.AuthenticationException;

/** How the API says no. */
final class Refusals {
  private static final Logger LOG = LoggerFactory.getLogger(Refusals.class);
  private static final Duration RETRY = Duration.ofSeconds(5);

  private Refusals() {}

  /** Refuses a token; one that cannot be checked now may count later. */
  static void token(
      HttpServletRequest request, HttpServletResponse response, AuthenticationException reason)
      throws IOException {
    if (reason instanceof AuthenticationServiceException) {
      LOG.warn("a staff token cannot be checked: {}", reason.getMessage());
      Problems.write(Problem.of(ProblemCode.IDENTITY_UNAVAILABLE).retryAfter(RETRY), response);
      return;
    }
    Problems.write(
        Problem.of(ProblemCode.UNAUTHORIZED).header(HttpHeaders.WWW_AUTHENTICATE, "Bearer"),
        response);
  }

  /** Refuses what the chain lets nobody do. */
  static void access(HttpServletRequest request, HttpServletResponse response, Exception reason)
      throws IOException {
    Problems.write(Problem.of(ProblemCode.PERMISSION_MISSING), response);
  }
}
