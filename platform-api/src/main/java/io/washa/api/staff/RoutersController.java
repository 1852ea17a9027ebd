package io.washa.api.staff;

import io.washa.api.security.Needs;
import io.washa.api.security.StaffTenant;
import io.washa.api.web.Moments;
import io.washa.identity.Permission;
import io.washa.network.Routers;
import io.washa.work.ConditionalOnRole;
import io.washa.work.Role;
import jakarta.servlet.http.HttpServletRequest;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.annotation.JsonNaming;

/** The ISP's routers; an ISP has tens, so they come on one page. */
@RestController
@ConditionalOnRole(Role.API)
class RoutersController {
  private final Routers routers;

  RoutersController(Routers routers) {
    this.routers = routers;
  }

  /** A router. */
  @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
  record RouterJson(
      UUID id,
      String name,
      String site,
      boolean agentConnected,
      boolean reachable,
      @Nullable String problem,
      @Nullable OffsetDateTime lastContact,
      @Nullable String version) {}

  @Needs(Permission.VIEW_NETWORK)
  @GetMapping(path = "/api/v1/routers", produces = MediaType.APPLICATION_JSON_VALUE)
  Paging.PageOf<RouterJson> list(HttpServletRequest request) {
    ZoneId zone = StaffTenant.tenant(request).zone();
    return new Paging.PageOf<>(
        routers.statuses().stream().map(status -> json(status, zone)).toList(), null);
  }

  private static RouterJson json(Routers.Status status, ZoneId zone) {
    return new RouterJson(
        status.router().id(),
        status.router().name(),
        status.siteName(),
        status.agentConnected(),
        status.reachable(),
        status.problem(),
        Moments.atOrNull(status.lastContact(), zone),
        status.version());
  }
}
