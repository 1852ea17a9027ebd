package io.washa.agents;

import io.washa.network.CommandAnswer;
import io.washa.network.Delivery;
import io.washa.network.ProbeResult;
import io.washa.network.RouterAddress;
import io.washa.network.SiteAssignments;
import io.washa.protocol.ApplyDesired;
import io.washa.protocol.Command;
import io.washa.protocol.CommandResult;
import io.washa.tenancy.TenantContext;
import io.washa.tenancy.TenantId;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Routers as the agents connected to this pod reach them. */
@Component
class LocalAgents {
  private static final Logger log = LoggerFactory.getLogger(LocalAgents.class);

  private final Connections connections;
  private final SiteAssignments assignments;

  LocalAgents(Connections connections, SiteAssignments assignments) {
    this.connections = connections;
    this.assignments = assignments;
  }

  Delivery deliver(RouterAddress router, List<ApplyDesired> parts, Duration patience) {
    return connections
        .find(router.tenant(), router.site())
        .map(connection -> connection.deliver(parts, patience))
        .orElseGet(Delivery.NoAgent::new);
  }

  ProbeResult probe(RouterAddress router, Duration patience) {
    return connections
        .find(router.tenant(), router.site())
        .map(connection ->
            connection
                .command(router.router(), Command.PROBE, "", patience)
                .map(LocalAgents::probed)
                .orElseGet(() -> new ProbeResult.Silent("the router did not answer in time")))
        .orElseGet(ProbeResult.NoAgent::new);
  }

  private static ProbeResult probed(CommandResult result) {
    return result.ok()
        ? new ProbeResult.Answered(result.text())
        : new ProbeResult.Silent(result.text());
  }

  boolean kick(RouterAddress router, String username, Duration patience) {
    Optional<CommandResult> result =
        connections
            .find(router.tenant(), router.site())
            .flatMap(connection ->
                connection.command(router.router(), Command.KICK, username, patience));
    return result.filter(CommandResult::ok).isPresent();
  }

  CommandAnswer command(RouterAddress router, String name, String argument, Duration patience) {
    return connections
        .find(router.tenant(), router.site())
        .map(connection ->
            connection
                .command(router.router(), name, argument, patience)
                .map(LocalAgents::answered)
                .orElseGet(() -> new CommandAnswer.Failed("the agent did not answer in time")))
        .orElseGet(CommandAnswer.NoAgent::new);
  }

  private static CommandAnswer answered(CommandResult result) {
    return result.ok()
        ? new CommandAnswer.Done(result.text())
        : new CommandAnswer.Failed(result.text());
  }

  boolean agentConnected(TenantId tenant, UUID site) {
    return connections.find(tenant, site).isPresent();
  }

  void routersChanged(TenantId tenant, UUID site) {
    Thread.ofVirtual().name("assign-" + site).start(() -> assign(tenant, site));
  }

  private void assign(TenantId tenant, UUID site) {
    try {
      connections
          .find(tenant, site)
          .ifPresent(connection ->
              connection.assign(TenantContext.call(tenant, () -> assignments.current(site))));
    } catch (RuntimeException e) {
      log.warn("site {} was not told its routers; it will be when it connects again", site, e);
    }
  }
}
