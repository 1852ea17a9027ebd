package io.washa.portal.web;

import io.washa.portal.HostDirectory;
import io.washa.tenancy.Tenant;
import io.washa.tenancy.TenantContext;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Binds the tenant whose portal the host is for the length of a request, and puts the headers on
 * that every page of the portal needs. A host that is nobody's learns nothing, not even our name.
 */
final class TenantFilter extends HttpFilter {
  private static final long serialVersionUID = 1L;
  private static final String TENANT = TenantFilter.class.getName() + ".tenant";
  private static final String NOTHING_HERE =
      "<!doctype html><html lang=\"en\"><title>Not found</title><p>There is nothing here.</p></html>";

  private final transient HostDirectory hosts;
  private final transient Styles styles;
  private final List<String> leftAlone;

  /**
   * A filter for all paths but some.
   *
   * @param leftAlone paths that, with all below them, are not the portal's
   */
  TenantFilter(HostDirectory hosts, Styles styles, List<String> leftAlone) {
    this.hosts = hosts;
    this.styles = styles;
    this.leftAlone = List.copyOf(leftAlone);
  }

  /** The tenant whose portal was asked; null if the request is not the portal's. */
  static @Nullable Tenant tenantOf(HttpServletRequest request) {
    return (Tenant) request.getAttribute(TENANT);
  }

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    if (isLeftAlone(Paths.asked(request))) {
      chain.doFilter(request, response);
      return;
    }
    Optional<Tenant> tenant = hosts.findByHost(request.getServerName());
    if (tenant.isEmpty()) {
      refuse(response);
      return;
    }
    request.setAttribute(TENANT, tenant.get());
    guard(response, styles.of(tenant.get().brand()).hash());
    callFor(tenant.get(), request, response, chain);
  }

  private boolean isLeftAlone(String path) {
    return leftAlone.stream().anyMatch(p -> path.equals(p) || path.startsWith(p + "/"));
  }

  private static void callFor(
      Tenant tenant, HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    try {
      TenantContext.<@Nullable Object, Exception>call(
          tenant.id(),
          () -> {
            chain.doFilter(request, response);
            return null;
          });
    } catch (IOException | ServletException | RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new ServletException(e);
    }
  }

  private static void refuse(HttpServletResponse response) throws IOException {
    guard(response, "'none'");
    response.setStatus(HttpServletResponse.SC_NOT_FOUND);
    response.setContentType("text/html;charset=UTF-8");
    response.getWriter().write(NOTHING_HERE);
  }

  private static void guard(HttpServletResponse response, String styleSource) {
    response.setHeader(
        "Content-Security-Policy",
        "default-src 'none'; style-src "
            + styleSource
            + "; script-src 'self'; connect-src 'self'; img-src 'self' data:; form-action 'self';"
            + " base-uri 'none'; frame-ancestors 'none'");
    response.setHeader("Referrer-Policy", "no-referrer");
    response.setHeader("X-Content-Type-Options", "nosniff");
    response.setHeader("X-Frame-Options", "DENY");
    response.setHeader("Cache-Control", "no-store");
    response.setHeader("X-Robots-Tag", "noindex");
  }
}
