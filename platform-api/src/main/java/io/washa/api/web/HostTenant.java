package io.washa.api.web;

import io.washa.tenancy.Tenant;
import io.washa.tenancy.TenantContext;
import io.washa.tenancy.Tenants;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.web.filter.OncePerRequestFilter;

/** Binds the tenant whose host was asked for the length of a subscriber's call. */
public final class HostTenant extends OncePerRequestFilter {
  private static final String ATTRIBUTE = HostTenant.class.getName();

  private final Tenants tenants;

  HostTenant(Tenants tenants) {
    this.tenants = tenants;
  }

  /**
   * The tenant whose host was asked.
   *
   * @throws NullPointerException if the call is not a subscriber's
   */
  public static Tenant of(HttpServletRequest request) {
    return (Tenant) Objects.requireNonNull(request.getAttribute(ATTRIBUTE));
  }

  @Override
  protected boolean shouldNotFilter(HttpServletRequest request) {
    return !ApiPaths.isSubscribers(request.getRequestURI());
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    Optional<Tenant> tenant = tenants.findByHost(request.getServerName());
    if (tenant.isEmpty()) {
      Problems.write(Problem.of(ProblemCode.NOT_FOUND), response);
      return;
    }
    request.setAttribute(ATTRIBUTE, tenant.get());
    bound(tenant.get(), request, response, chain);
  }

  /** Lets a request go on for a tenant. */
  public static void bound(
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
}
