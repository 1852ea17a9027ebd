package io.washa.api.security;

import io.washa.api.web.HostTenant;
import io.washa.api.web.Problem;
import io.washa.api.web.ProblemCode;
import io.washa.api.web.Problems;
import io.washa.tenancy.Tenant;
import io.washa.tenancy.TenantId;
import io.washa.tenancy.Tenants;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.Objects;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Binds the tenant of a staff token. The host may be anybody's or nobody's; if it is another
 * tenant's portal, token and host disagree and there is nothing to be found.
 */
public final class StaffTenant extends OncePerRequestFilter {
  private static final String CALLER = StaffTenant.class.getName() + ".caller";
  private static final String TENANT = StaffTenant.class.getName() + ".tenant";

  private final ObjectProvider<StaffDoor> door;
  private final Tenants tenants;

  StaffTenant(ObjectProvider<StaffDoor> door, Tenants tenants) {
    this.door = door;
    this.tenants = tenants;
  }

  /** Who calls. */
  public static StaffDoor.StaffCaller caller(HttpServletRequest request) {
    return (StaffDoor.StaffCaller) Objects.requireNonNull(request.getAttribute(CALLER));
  }

  /** For whom the caller works. */
  public static Tenant tenant(HttpServletRequest request) {
    return (Tenant) Objects.requireNonNull(request.getAttribute(TENANT));
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    if (!(SecurityContextHolder.getContext().getAuthentication()
        instanceof JwtAuthenticationToken token)) {
      chain.doFilter(request, response);
      return;
    }
    StaffDoor open = door.getIfAvailable();
    if (open == null) {
      Problems.write(
          Problem.of(ProblemCode.IDENTITY_UNAVAILABLE).retryAfter(Duration.ofMinutes(1)), response);
      return;
    }
    switch (open.enter(token.getToken().getClaims())) {
      case StaffDoor.Entered.Refused(ProblemCode reason) ->
          Problems.write(Problem.of(reason), response);
      case StaffDoor.Entered.Allowed allowed -> {
        if (disagrees(request, allowed.tenant())) {
          Problems.write(Problem.of(ProblemCode.NOT_FOUND), response);
          return;
        }
        Tenant tenant = tenants.get(allowed.tenant());
        request.setAttribute(CALLER, allowed.caller());
        request.setAttribute(TENANT, tenant);
        HostTenant.bound(tenant, request, response, chain);
      }
    }
  }

  private boolean disagrees(HttpServletRequest request, TenantId tenant) {
    return tenants
        .findByHost(request.getServerName())
        .filter(host -> !host.id().equals(tenant))
        .isPresent();
  }
}
