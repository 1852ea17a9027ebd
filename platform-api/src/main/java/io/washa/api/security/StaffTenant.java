package io.washa.api.security;

import io.washa.api.web.HostTenant;
import io.washa.api.web.Problem;
import io.washa.api.web.ProblemCode;
import io.washa.api.web.Problems;
import io.washa.identity.Entry;
import io.washa.identity.StaffEntrance;
import io.washa.identity.StaffMember;
import io.washa.tenancy.Tenant;
import io.washa.tenancy.TenantId;
import io.washa.tenancy.Tenants;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Objects;
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

  private final StaffEntrance entrance;
  private final Tenants tenants;

  StaffTenant(StaffEntrance entrance, Tenants tenants) {
    this.entrance = entrance;
    this.tenants = tenants;
  }

  /** Who calls. */
  public static StaffMember caller(HttpServletRequest request) {
    return (StaffMember) Objects.requireNonNull(request.getAttribute(CALLER));
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
    switch (entrance.enter(token.getToken().getClaims())) {
      case Entry.Refused(Entry.Reason reason) -> Problems.write(refusal(reason), response);
      case Entry.Allowed allowed -> {
        if (disagrees(request, allowed.tenant())) {
          Problems.write(Problem.of(ProblemCode.NOT_FOUND), response);
          return;
        }
        Tenant tenant = tenants.get(allowed.tenant());
        request.setAttribute(CALLER, allowed.member());
        request.setAttribute(TENANT, tenant);
        HostTenant.bound(tenant, request, response, chain);
      }
    }
  }

  private static Problem refusal(Entry.Reason reason) {
    return Problem.of(
        switch (reason) {
          case SEVERAL_ORGANIZATIONS -> ProblemCode.SEVERAL_ORGANIZATIONS;
          case NO_ORGANIZATION, UNKNOWN_ORGANIZATION, NOT_STAFF -> ProblemCode.NOT_STAFF;
        });
  }

  private boolean disagrees(HttpServletRequest request, TenantId tenant) {
    return tenants
        .findByHost(request.getServerName())
        .filter(host -> !host.id().equals(tenant))
        .isPresent();
  }
}
