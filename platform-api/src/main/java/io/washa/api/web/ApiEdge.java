package io.washa.api.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatusCode;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * The outermost of the API: whatever happens inside, also where no controller was reached, comes
 * out as a problem and not as the container's error page.
 */
final class ApiEdge extends OncePerRequestFilter {
  private static final Logger LOG = LoggerFactory.getLogger(ApiEdge.class);

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException {
    response.setHeader("Cache-Control", "no-store");
    response.setHeader("X-Content-Type-Options", "nosniff");
    if (request.getContentLengthLong() > BodyLimit.MOST_BYTES) {
      Problems.write(Problem.of(ProblemCode.BODY_TOO_LARGE), response);
      return;
    }
    try {
      chain.doFilter(new BodyLimit(request), new Outlet(response));
    } catch (IOException | ServletException | RuntimeException e) {
      LOG.error("a call of the API failed", e);
      Problems.write(ProblemOf.exception(e), response);
    }
  }

  /** Turns the container's errors into problems. */
  private static final class Outlet extends HttpServletResponseWrapper {
    Outlet(HttpServletResponse response) {
      super(response);
    }

    @Override
    public void sendError(int status) throws IOException {
      Problems.write(ProblemOf.status(HttpStatusCode.valueOf(status)), this);
    }

    @Override
    public void sendError(int status, String message) throws IOException {
      sendError(status);
    }
  }
}
