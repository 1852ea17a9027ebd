package io.washa.api.staff;

import io.washa.api.security.Needs;
import io.washa.api.security.StaffTenant;
import io.washa.api.web.Ids;
import io.washa.api.web.Moments;
import io.washa.api.web.Problem;
import io.washa.api.web.ProblemCode;
import io.washa.identity.Permission;
import io.washa.insight.ServiceStatus;
import io.washa.insight.SubscriberPages;
import io.washa.work.ConditionalOnRole;
import io.washa.work.Role;
import jakarta.servlet.http.HttpServletRequest;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.annotation.JsonNaming;

/** The ISP's subscribers. */
@RestController
@ConditionalOnRole(Role.API)
class SubscribersController {
  private static final int LONGEST_TEXT = 60;

  private final SubscriberPages subscribers;
  private final ServiceStatus.Reader statuses;

  SubscribersController(SubscriberPages subscribers, ServiceStatus.Reader statuses) {
    this.subscribers = subscribers;
    this.statuses = statuses;
  }

  /** A subscriber in a list. */
  @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
  record SubscriberJson(
      UUID id,
      String accountNumber,
      String firstName,
      String lastName,
      String phone,
      String language,
      OffsetDateTime createdAt) {}

  /** A subscriber with all services. */
  record SubscriberDetail(SubscriberJson subscriber, List<ServiceJson> services) {}

  /** A service and what it may do now. */
  @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
  record ServiceJson(
      UUID id,
      String access,
      String username,
      String site,
      String plan,
      boolean paid,
      @Nullable OffsetDateTime endsAt,
      boolean connected,
      boolean online) {}

  @Needs(Permission.VIEW_SUBSCRIBERS)
  @GetMapping(path = "/api/v1/subscribers", produces = MediaType.APPLICATION_JSON_VALUE)
  ResponseEntity<?> list(
      @RequestParam(required = false) @Nullable String cursor,
      @RequestParam(defaultValue = "50") int limit,
      @RequestParam(defaultValue = "") String q,
      HttpServletRequest request) {
    var paging = Paging.of(cursor, limit);
    if (paging.isEmpty() || q.length() > LONGEST_TEXT || q.indexOf('\0') >= 0) {
      return Paging.invalid().answer();
    }
    ZoneId zone = StaffTenant.tenant(request).zone();
    var rows = subscribers.after(paging.get().after(), q.strip(), paging.get().rows());
    return ResponseEntity.ok(
        paging.get().page(rows, SubscriberPages.Row::id, row -> json(row, zone)));
  }

  @Needs(Permission.VIEW_SUBSCRIBERS)
  @GetMapping(path = "/api/v1/subscribers/{id}", produces = MediaType.APPLICATION_JSON_VALUE)
  ResponseEntity<?> one(@PathVariable String id, HttpServletRequest request) {
    ZoneId zone = StaffTenant.tenant(request).zone();
    var row = Ids.parse(id).flatMap(subscribers::find);
    if (row.isEmpty()) {
      return Problem.of(ProblemCode.NOT_FOUND).answer();
    }
    List<ServiceJson> services =
        subscribers.services(row.get().id()).stream()
            .flatMap(service ->
                statuses.find(service.id()).map(status -> json(service, status, zone)).stream())
            .toList();
    return ResponseEntity.ok(new SubscriberDetail(json(row.get(), zone), services));
  }

  private static SubscriberJson json(SubscriberPages.Row row, ZoneId zone) {
    return new SubscriberJson(
        row.id(),
        row.accountNumber(),
        row.firstName(),
        row.lastName(),
        row.phone(),
        row.language(),
        Moments.at(row.since(), zone));
  }

  private static ServiceJson json(
      SubscriberPages.ServiceRow service, ServiceStatus status, ZoneId zone) {
    return new ServiceJson(
        service.id(),
        service.method(),
        service.username(),
        service.site(),
        status.plan(),
        status.active(),
        Moments.atOrNull(status.endsAt(), zone),
        status.connected(),
        status.online());
  }
}
