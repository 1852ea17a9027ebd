package io.washa.portal.web;

import io.washa.tenancy.Tenant;
import io.washa.work.ConditionalOnRole;
import io.washa.work.Role;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Locale;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.LocaleResolver;

/** Makes the frame of a page: the tenant's name and colours, in the reader's language. */
@Component
@ConditionalOnRole(Role.PORTAL)
class Frames {
  private final Styles styles;
  private final PortalTexts texts;
  private final LocaleResolver languages;

  Frames(Styles styles, PortalTexts texts, LocaleResolver localeResolver) {
    this.styles = styles;
    this.texts = texts;
    this.languages = localeResolver;
  }

  /** The frame of the page that was asked for. */
  Page of(HttpServletRequest request, Tenant tenant) {
    Locale language = languages.resolveLocale(request);
    return Page.of(request, tenant, styles, new Page.Asked(texts.source(), language));
  }
}
