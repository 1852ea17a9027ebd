package io.washa.agents;

import io.washa.protocol.Goodbye;
import io.washa.tenancy.TenantId;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;

/** The agents connected to this pod, by their sites. A newer connection fences the older. */
@Component
class Connections {
  private final Map<Place, AgentConnection> bySite = new ConcurrentHashMap<>();
  private final AgentDirectory directory;

  Connections(AgentDirectory directory) {
    this.directory = directory;
  }

  private record Place(TenantId tenant, UUID site) {
    static Place of(EnrolledAgent agent) {
      return new Place(agent.tenant(), agent.site());
    }
  }

  /** Gives the site's place to a new connection and sends the older one away. */
  void enter(EnrolledAgent agent, AgentConnection connection) {
    AgentConnection older = bySite.put(Place.of(agent), connection);
    if (older != null) {
      older.end(new Goodbye("a newer connection of this agent took over", false));
    }
    directory.register(agent.id());
  }

  /**
   * Takes a connection out, unless a newer one has its place.
   *
   * @return whether it was the site's
   */
  boolean leave(EnrolledAgent agent, AgentConnection connection) {
    boolean last = bySite.remove(Place.of(agent), connection);
    if (last) {
      directory.unregister(agent.id());
    }
    return last;
  }

  /** Sends away whoever is connected for the site and is not this agent. */
  void dismiss(EnrolledAgent successor, String reason) {
    AgentConnection connection = bySite.get(Place.of(successor));
    if (connection != null) {
      connection.end(new Goodbye(reason, false));
    }
  }

  /** The site's agent, if it is connected here and has been told its routers. */
  Optional<AgentConnection> find(TenantId tenant, UUID site) {
    return Optional.ofNullable(bySite.get(new Place(tenant, site)))
        .filter(AgentConnection::isServing);
  }
}
