package io.washa.portal.web;

import io.washa.tenancy.Tenant;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;

/**
 * What every page shows of its tenant and its language.
 *
 * @param chosen the language that the address names; it is carried to the next address
 * @param address of this page without language, for the switch to the other one
 */
record Page(
    Tenant tenant, Words words, Styles.Style style, @Nullable Locale chosen, String address) {

  /** The page of a request that {@link TenantFilter} let through. */
  static Page of(HttpServletRequest request, Tenant tenant, Styles styles, Asked asked) {
    return new Page(
        tenant,
        new Words(asked.texts(), asked.language(), tenant.zone()),
        styles.of(tenant.brand()),
        LanguageResolver.chosen(request),
        withoutLanguage(request));
  }

  /** The language of a request, and the texts in it. */
  record Asked(MessageSource texts, Locale language) {}

  /** Name of the ISP. */
  public String name() {
    return tenant.name();
  }

  /** First letter of the name, as a badge. */
  public String initial() {
    return tenant.name().isBlank()
        ? "•"
        : tenant.name().strip().substring(0, 1).toUpperCase(Locale.ROOT);
  }

  /** What a subscriber calls; may be empty. */
  public String support() {
    return tenant.brand().supportPhone();
  }

  /** The address that calls it. */
  public String supportLink() {
    return "tel:" + support().replaceAll("[^+\\d]", "");
  }

  /** Language of the page, for its {@code lang} attribute. */
  public String lang() {
    return words.language().getLanguage();
  }

  /** The brand colour, for the frame that some browsers draw. */
  public String colour() {
    return style.colour();
  }

  /** The style sheet. */
  public String css() {
    return style.css();
  }

  /** The other language's name for itself. */
  public String otherName() {
    return isSwahili() ? "English" : "Kiswahili";
  }

  /** The other language. */
  public String otherLang() {
    return isSwahili() ? "en" : "sw";
  }

  /** This page in the other language. */
  public String otherLink() {
    return withLanguage(address, otherLang());
  }

  /** An address of the portal that keeps the language. */
  public String link(String path) {
    return chosen == null ? path : withLanguage(path, chosen.getLanguage());
  }

  private boolean isSwahili() {
    return lang().equals("sw");
  }

  private static String withLanguage(String path, String language) {
    return path + (path.contains("?") ? "&" : "?") + LanguageResolver.PARAMETER + "=" + language;
  }

  private static String withoutLanguage(HttpServletRequest request) {
    String path = Paths.asked(request).replaceFirst("/again$", "");
    String query = request.getQueryString();
    if (query == null) {
      return path;
    }
    String rest =
        Arrays.stream(query.split("&"))
            .filter(part -> !part.isEmpty())
            .filter(part -> !part.startsWith(LanguageResolver.PARAMETER + "="))
            .collect(Collectors.joining("&"));
    return rest.isEmpty() ? path : path + "?" + rest;
  }
}
