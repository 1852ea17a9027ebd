package io.washa.portal.web;

import io.washa.tenancy.Tenant;
import io.washa.work.ConditionalOnRole;
import io.washa.work.Role;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.webmvc.autoconfigure.error.ErrorViewResolver;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;
import org.springframework.web.ErrorResponse;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.resource.NoResourceFoundException;

/**
 * Says in the ISP's own frame that a page is not there or did not work. Requests that are not the
 * portal's, or are a machine's, get the problem document that they would have got without us.
 */
@Component
@ControllerAdvice
@Order(Ordered.HIGHEST_PRECEDENCE)
@ConditionalOnRole(Role.PORTAL)
class LostPages implements ErrorViewResolver {
  private final Frames frames;

  LostPages(Frames frames) {
    this.frames = frames;
  }

  @ExceptionHandler({
    NoResourceFoundException.class,
    HttpRequestMethodNotSupportedException.class,
    ResponseStatusException.class
  })
  Object lost(Exception problem, HttpServletRequest request) {
    ErrorResponse answer = (ErrorResponse) problem;
    Tenant tenant = TenantFilter.tenantOf(request);
    if (tenant == null || Paths.asked(request).endsWith(".json")) {
      return ResponseEntity.status(answer.getStatusCode())
          .headers(answer.getHeaders())
          .body(answer.getBody());
    }
    return notice(request, tenant, answer.getStatusCode());
  }

  @Override
  public @Nullable ModelAndView resolveErrorView(
      HttpServletRequest request, HttpStatus status, Map<String, Object> model) {
    Tenant tenant = TenantFilter.tenantOf(request);
    return tenant == null ? null : notice(request, tenant, status);
  }

  private ModelAndView notice(HttpServletRequest request, Tenant tenant, HttpStatusCode status) {
    String kind = status.is4xxClientError() ? "missing" : "broken";
    return new ModelAndView(
        "portal/notice", Map.of("page", frames.of(request, tenant), "notice", kind), status);
  }
}
