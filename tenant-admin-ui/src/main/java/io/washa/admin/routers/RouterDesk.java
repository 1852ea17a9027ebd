package io.washa.admin.routers;

import io.washa.network.Routers;
import io.washa.network.health.LoginRefusals;
import io.washa.network.health.Refused;
import io.washa.network.health.RouterHealth;
import io.washa.network.health.RouterHealth.Figures;
import io.washa.network.outages.Outages;
import io.washa.work.ConditionalOnRole;
import io.washa.work.Role;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What the desk shows of routers. */
@Component
@ConditionalOnRole(Role.ADMIN)
public class RouterDesk {
  private static final int LAST_OUTAGES = 10;

  private final Routers routers;
  private final RouterHealth health;
  private final LoginRefusals refusals;
  private final Outages outages;

  RouterDesk(Routers routers, RouterHealth health, LoginRefusals refusals, Outages outages) {
    this.routers = routers;
    this.health = health;
    this.refusals = refusals;
    this.outages = outages;
  }

  /** Every router with its figures, for the list. */
  public record Overview(List<Routers.Status> routers, Map<UUID, Figures> figures) {}

  /** One router with all that is known of it. */
  public record State(
      Routers.Status status,
      @Nullable Figures figures,
      List<Refused> strangers,
      List<Outages.Line> outages) {}

  Overview overview() {
    return new Overview(routers.statuses(), health.all());
  }

  boolean has(UUID router) {
    return routers.find(router).isPresent();
  }

  Optional<State> read(UUID router) {
    return routers.statuses().stream()
        .filter(status -> status.router().id().equals(router))
        .findFirst()
        .map(status ->
            new State(
                status,
                health.of(router).orElse(null),
                refusals.ofUnknown(router),
                outages.ofRouter(router, LAST_OUTAGES)));
  }
}
