package io.washa.api.subscriber;

import io.washa.api.web.Amount;
import io.washa.catalog.Plan;
import io.washa.catalog.Plans;
import io.washa.work.ConditionalOnRole;
import io.washa.work.Role;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.annotation.JsonNaming;

/** What the ISP sells. */
@RestController
@ConditionalOnRole(Role.API)
class PlansController {
  private final Plans plans;

  PlansController(Plans plans) {
    this.plans = plans;
  }

  /** A list that is whole. */
  record PlanList(List<PlanJson> items, @Nullable String next) {}

  /**
   * A plan.
   *
   * @param access {@code pppoe}, {@code hotspot} or {@code static}
   */
  record PlanJson(
      UUID id, String name, String access, Amount price, PeriodJson period, SpeedJson speed) {}

  /** How long a payment lasts. */
  record PeriodJson(String unit, int count) {}

  /** Kilobits per second. */
  @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
  record SpeedJson(int downKbps, int upKbps) {}

  @GetMapping(path = "/api/billing/plans", produces = MediaType.APPLICATION_JSON_VALUE)
  PlanList plans() {
    return new PlanList(plans.onSale().stream().map(PlansController::json).toList(), null);
  }

  private static PlanJson json(Plan plan) {
    return new PlanJson(
        plan.id(),
        plan.name(),
        plan.access(),
        Amount.of(plan.price()),
        new PeriodJson(plan.period().unit().name().toLowerCase(Locale.ROOT), plan.period().count()),
        new SpeedJson(plan.downKbps(), plan.upKbps()));
  }
}
