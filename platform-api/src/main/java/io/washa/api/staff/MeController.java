package io.washa.api.staff;

import io.washa.api.security.Needs;
import io.washa.api.security.StaffTenant;
import io.washa.identity.StaffMember;
import io.washa.tenancy.Tenant;
import io.washa.work.ConditionalOnRole;
import io.washa.work.Role;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Who calls, and for whom. */
@RestController
@ConditionalOnRole(Role.API)
class MeController {
  /** The caller. */
  record Me(
      UUID id, String name, String email, String role, List<String> permissions, IspJson isp) {}

  /** The ISP. */
  record IspJson(String slug, String name, String zone) {}

  @Needs({})
  @GetMapping(path = "/api/v1/me", produces = MediaType.APPLICATION_JSON_VALUE)
  Me me(HttpServletRequest request) {
    StaffMember caller = StaffTenant.caller(request);
    Tenant tenant = StaffTenant.tenant(request);
    return new Me(
        caller.id(),
        caller.name(),
        caller.email(),
        caller.role().name().toLowerCase(Locale.ROOT),
        caller.role().permissions().stream()
            .map(permission -> permission.name().toLowerCase(Locale.ROOT))
            .sorted()
            .toList(),
        new IspJson(tenant.slug(), tenant.name(), tenant.zone().getId()));
  }
}
