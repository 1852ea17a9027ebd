package io.washa.agents;

import io.washa.agents.AgentDirectory.Holder;
import io.washa.network.Delivery;
import io.washa.network.ProbeResult;
import io.washa.network.RouterAddress;
import io.washa.network.RouterTransport;
import io.washa.protocol.ApplyDesired;
import io.washa.tenancy.TenantId;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Reaches routers through agents: those connected here, or through the pod that holds them. */
@Component
class AgentTransport implements RouterTransport {
  private final LocalAgents here;
  private final Relay relay;
  private final AgentKeys keys;
  private final AgentDirectory directory;

  AgentTransport(LocalAgents here, Relay relay, AgentKeys keys, AgentDirectory directory) {
    this.here = here;
    this.relay = relay;
    this.keys = keys;
    this.directory = directory;
  }

  @Override
  public Delivery deliver(RouterAddress router, List<ApplyDesired> parts, Duration patience) {
    return elsewhere(router.tenant(), router.site())
        .map(holder -> relay.deliver(holder, router, parts, patience))
        .orElseGet(() -> here.deliver(router, parts, patience));
  }

  @Override
  public ProbeResult probe(RouterAddress router, Duration patience) {
    return elsewhere(router.tenant(), router.site())
        .map(holder -> relay.probe(holder, router, patience))
        .orElseGet(() -> here.probe(router, patience));
  }

  @Override
  public boolean kick(RouterAddress router, String username, Duration patience) {
    return elsewhere(router.tenant(), router.site())
        .map(holder -> relay.kick(holder, router, username, patience))
        .orElseGet(() -> here.kick(router, username, patience));
  }

  @Override
  public boolean agentConnected(TenantId tenant, UUID site) {
    return here.agentConnected(tenant, site) || elsewhere(tenant, site).isPresent();
  }

  @Override
  public void routersChanged(TenantId tenant, UUID site) {
    elsewhere(tenant, site)
        .ifPresentOrElse(
            holder -> relay.routersChanged(holder, tenant, site),
            () -> here.routersChanged(tenant, site));
  }

  /** The other pod that holds the site's agent; empty if it is here, or nobody is known to. */
  private Optional<Holder> elsewhere(TenantId tenant, UUID site) {
    if (here.agentConnected(tenant, site)) {
      return Optional.empty();
    }
    return keys.ofSite(tenant, site)
        .flatMap(directory::holderOf)
        .filter(holder -> !holder.pod().equals(directory.self()));
  }
}
