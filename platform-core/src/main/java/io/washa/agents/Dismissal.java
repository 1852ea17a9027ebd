package io.washa.agents;

import io.washa.tenancy.ControlDatabase;
import io.washa.tenancy.TenantId;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Puts agents out of service: their key opens nothing from then on. */
@Component
class Dismissal {
  private final ControlDatabase control;
  private final Connections connections;
  private final Fencing fencing;

  Dismissal(ControlDatabase control, Connections connections, Fencing fencing) {
    this.control = control;
    this.connections = connections;
    this.fencing = fencing;
  }

  /** Revokes the key of the agent in service at a site; empty if there is none. */
  Optional<EnrolledAgent> revoke(TenantId tenant, UUID site, OffsetDateTime now) {
    return control
        .jdbc()
        .sql(
            """
            UPDATE agent SET revoked_at = ?
             WHERE tenant_id = ? AND site = ? AND revoked_at IS NULL RETURNING id
            """)
        .params(now, tenant.value(), site)
        .query((row, _) -> new EnrolledAgent(row.getObject("id", UUID.class), tenant, site))
        .optional();
  }

  /**
   * Sends a revoked agent away wherever it is connected: here at once, from other pods as soon as
   * they hear of it.
   */
  void sendAway(EnrolledAgent revoked) {
    connections.of(revoked).ifPresent(held -> held.sendAway(Connections.OUT_OF_SERVICE));
    fencing.changed(revoked.id());
  }
}
