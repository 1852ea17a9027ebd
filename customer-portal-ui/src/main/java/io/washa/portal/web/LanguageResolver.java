package io.washa.portal.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.web.servlet.LocaleResolver;

/**
 * Finds the language of a page: the one the address names, else the one the browser prefers among
 * ours, else English. Nothing is remembered, for captive browsers drop cookies.
 */
final class LanguageResolver implements LocaleResolver {
  /** The parameter of an address that names the language. */
  static final String PARAMETER = "lang";

  static final Locale ENGLISH = Locale.ENGLISH;
  static final Locale SWAHILI = Locale.of("sw");
  private static final List<Locale> OURS = List.of(ENGLISH, SWAHILI);

  @Override
  public Locale resolveLocale(HttpServletRequest request) {
    Locale chosen = chosen(request);
    if (chosen != null) {
      return chosen;
    }
    String wishes = request.getHeader("Accept-Language");
    if (wishes == null || wishes.length() > 300) {
      return ENGLISH;
    }
    try {
      Locale best = Locale.lookup(Locale.LanguageRange.parse(wishes), OURS);
      return best == null ? ENGLISH : best;
    } catch (IllegalArgumentException e) {
      return ENGLISH;
    }
  }

  /** The language that the address names; null if it names none of ours. */
  static @Nullable Locale chosen(HttpServletRequest request) {
    String named = request.getParameter(PARAMETER);
    return OURS.stream()
        .filter(language -> language.getLanguage().equals(named))
        .findFirst()
        .orElse(null);
  }

  @Override
  public void setLocale(
      HttpServletRequest request,
      @Nullable HttpServletResponse response,
      @Nullable Locale language) {
    throw new UnsupportedOperationException("the address holds the language");
  }
}
