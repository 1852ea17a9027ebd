package io.washa.portal.web;

import io.washa.tenancy.Tenant;
import io.washa.work.ConditionalOnRole;
import io.washa.work.Role;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.server.ResponseStatusException;

/** Gives every page of the portal its frame. */
@Component
@ControllerAdvice(basePackageClasses = PageAdvice.class)
@ConditionalOnRole(Role.PORTAL)
class PageAdvice {
  private final Frames frames;

  PageAdvice(Frames frames) {
    this.frames = frames;
  }

  /** The frame of the page asked for. */
  @ModelAttribute("page")
  Page page(HttpServletRequest request) {
    Tenant tenant = TenantFilter.tenantOf(request);
    if (tenant == null) {
      throw new ResponseStatusException(HttpStatus.NOT_FOUND);
    }
    return frames.of(request, tenant);
  }
}
