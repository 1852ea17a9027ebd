package io.washa.agents;

import io.washa.protocol.Goodbye;
import io.washa.tenancy.TenantId;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The agents connected to this pod, by their sites. A newer connection fences the older. */
@Component
class Connections {
  static final String TAKEN_OVER = "a newer connection of this agent took over";
  static final String OUT_OF_SERVICE = "this agent is out of service; enrol it again";

  private final Map<Place, Held> bySite = new ConcurrentHashMap<>();
  private final AgentDirectory directory;
  private volatile int most;

  Connections(AgentDirectory directory) {
    this.directory = directory;
  }

  private record Place(TenantId tenant, UUID site) {
    static Place of(EnrolledAgent agent) {
      return new Place(agent.tenant(), agent.site());
    }
  }

  /**
   * A connection that has a site's place.
   *
   * @param number among all connections of this agent, at whatever pod
   */
  record Held(EnrolledAgent agent, long number, AgentConnection connection) {
    private boolean isNewerThan(Held other) {
      return agent.id().equals(other.agent().id()) && number > other.number();
    }

    void sendAway(String reason) {
      connection.end(new Goodbye(reason, false));
    }
  }

  /** Gives the site's place to a connection and sends away whichever of two is the older. */
  void enter(Held newcomer) {
    Held gone = put(newcomer);
    if (!newcomer.equals(gone)) {
      directory.register(newcomer.agent().id());
    }
    if (gone != null) {
      gone.sendAway(TAKEN_OVER);
    }
  }

  /** Returns who has to go; null if the place was free. */
  private synchronized @Nullable Held put(Held newcomer) {
    Place place = Place.of(newcomer.agent());
    Held present = bySite.get(place);
    if (present != null && present.isNewerThan(newcomer)) {
      return newcomer;
    }
    bySite.put(place, newcomer);
    most = Math.max(most, bySite.size());
    return present;
  }

  /** Takes a connection out, unless a newer one has its place. */
  synchronized void leave(Held held) {
    if (bySite.remove(Place.of(held.agent()), held)) {
      directory.unregister(held.agent().id());
    }
  }

  /** All that are connected now. */
  Collection<Held> all() {
    return List.copyOf(bySite.values());
  }

  /** The most that were ever connected here at a time. */
  int most() {
    return most;
  }

  /** Whether this agent has a place here. */
  Optional<Held> of(EnrolledAgent agent) {
    return Optional.ofNullable(bySite.get(Place.of(agent)))
        .filter(held -> held.agent().equals(agent));
  }

  /** The site's agent, if it is connected here and has been told its routers. */
  Optional<AgentConnection> find(TenantId tenant, UUID site) {
    return Optional.ofNullable(bySite.get(new Place(tenant, site)))
        .map(Held::connection)
        .filter(AgentConnection::isServing);
  }
}
