package io.washa.portal.web;

import io.washa.tenancy.Tenant;
import io.washa.work.ConditionalOnRole;
import io.washa.work.Role;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.webmvc.autoconfigure.error.ErrorViewResolver;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.LocaleResolver;
import org.springframework.web.servlet.ModelAndView;

/** Gives every page of the portal its frame, its error pages included. */
@Component
@ControllerAdvice(basePackageClasses = PageAdvice.class)
@ConditionalOnRole(Role.PORTAL)
class PageAdvice implements ErrorViewResolver {
  private final Styles styles;
  private final PortalTexts texts;
  private final LocaleResolver languages;

  PageAdvice(Styles styles, PortalTexts texts, LocaleResolver localeResolver) {
    this.styles = styles;
    this.texts = texts;
    this.languages = localeResolver;
  }

  /** The frame of the page asked for. */
  @ModelAttribute("page")
  Page page(HttpServletRequest request) {
    Tenant tenant = TenantFilter.tenantOf(request);
    if (tenant == null) {
      throw new ResponseStatusException(HttpStatus.NOT_FOUND);
    }
    return frame(request, tenant);
  }

  @Override
  public @Nullable ModelAndView resolveErrorView(
      HttpServletRequest request, HttpStatus status, Map<String, Object> model) {
    Tenant tenant = TenantFilter.tenantOf(request);
    if (tenant == null) {
      return null;
    }
    String kind = status.is4xxClientError() ? "missing" : "broken";
    return new ModelAndView(
        "portal/notice", Map.of("page", frame(request, tenant), "notice", kind), status);
  }

  private Page frame(HttpServletRequest request, Tenant tenant) {
    Locale language = languages.resolveLocale(request);
    return Page.of(request, tenant, styles, new Page.Asked(texts.source(), language));
  }
}
