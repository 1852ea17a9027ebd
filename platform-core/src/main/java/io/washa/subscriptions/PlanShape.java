package io.washa.subscriptions;

import io.washa.catalog.PlanProvided;
import io.washa.catalog.Plans;
import io.washa.network.Accesses;
import java.util.List;
import java.util.UUID;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Has everybody's access follow what the plan gives that is in effect. */
@Component
class PlanShape {
  private final JdbcClient jdbc;
  private final Plans plans;
  private final Accesses accesses;

  PlanShape(JdbcClient jdbc, Plans plans, Accesses accesses) {
    this.jdbc = jdbc;
    this.plans = plans;
    this.accesses = accesses;
  }

  @EventListener
  void provided(PlanProvided event) {
    List<UUID> services =
        jdbc.sql("SELECT service_id FROM subscription WHERE plan_id = ? ORDER BY id FOR UPDATE")
            .param(event.plan())
            .query((row, _) -> row.getObject("service_id", UUID.class))
            .list();
    accesses.reshape(services, DesiredAccesses.profile(plans.findById(event.plan()).orElseThrow()));
  }
}
