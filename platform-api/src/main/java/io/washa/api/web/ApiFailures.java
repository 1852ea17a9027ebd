package io.washa.api.web;

import io.washa.work.ConditionalOnRole;
import io.washa.work.Role;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.Ordered;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.servlet.ModelAndView;

/**
 * Answers with a problem when a call of the API throws or is none. Comes before those who would
 * show a page.
 */
@Component
@ConditionalOnRole(Role.API)
class ApiFailures implements HandlerExceptionResolver, Ordered {
  private static final Logger LOG = LoggerFactory.getLogger(ApiFailures.class);

  @Override
  public @Nullable ModelAndView resolveException(
      HttpServletRequest request,
      HttpServletResponse response,
      @Nullable Object handler,
      Exception failure) {
    if (!ApiPaths.isApi(request)) {
      return null;
    }
    Problem problem = ProblemOf.exception(failure);
    if (problem.code() == ProblemCode.INTERNAL) {
      LOG.error("a call of the API failed", failure);
    }
    try {
      Problems.write(problem, response);
    } catch (IOException e) {
      LOG.debug("the caller has gone: {}", e.getMessage());
    }
    return new ModelAndView();
  }

  @Override
  public int getOrder() {
    return HIGHEST_PRECEDENCE;
  }
}
