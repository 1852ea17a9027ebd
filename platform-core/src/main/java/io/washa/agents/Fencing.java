package io.washa.agents;

import io.washa.agents.AgentKeys.Standing;
import io.washa.agents.Connections.Held;
import io.washa.work.WakeUps;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Sends away whoever is connected here and should not be any more: its agent has a newer connection
 * at another pod, or is out of service. PostgreSQL decides, by the number of the newest connection;
 * what pods tell each other through Redis only saves the wait for the next look.
 */
@Component
class Fencing {
  private static final Logger log = LoggerFactory.getLogger(Fencing.class);
  private static final String TOPIC = "washa:agent-changed";
  private static final int PORTION = 1000;

  private final AgentKeys keys;
  private final Connections connections;
  private final WakeUps others;
  private final String self;

  Fencing(AgentKeys keys, Connections connections, AgentDirectory directory, WakeUps others) {
    this.keys = keys;
    this.connections = connections;
    this.others = others;
    this.self = directory.self();
    others.hear(TOPIC, this::heard);
  }

  /** An agent has a new connection here, or its place in service has ended. Does not wait. */
  void changed(UUID agent) {
    others.tell(TOPIC, self + " " + agent);
  }

  private void heard(String text) {
    if (!text.startsWith(self + " ")) {
      Thread.ofVirtual()
          .name("fencing")
          .start(() -> compare(text.substring(text.indexOf(' ') + 1)));
    }
  }

  private void compare(String agent) {
    try {
      UUID changed = UUID.fromString(agent);
      compare(
          connections.all().stream().filter(held -> held.agent().id().equals(changed)).toList());
    } catch (RuntimeException e) {
      log.warn("agent {} could not be looked at; the next look will", agent, e);
    }
  }

  /** Compares all that are connected here. */
  @Scheduled(fixedDelay = 5000)
  void compareAll() {
    List<Held> all = new ArrayList<>(connections.all());
    for (int from = 0; from < all.size(); from += PORTION) {
      compare(all.subList(from, Math.min(from + PORTION, all.size())));
    }
  }

  private void compare(Collection<Held> connected) {
    if (connected.isEmpty()) {
      return;
    }
    Map<UUID, Standing> standings =
        keys.standings(connected.stream().map(held -> held.agent().id()).toList());
    for (Held held : connected) {
      Standing standing = standings.get(held.agent().id());
      if (standing == null || !standing.inService()) {
        held.sendAway(Connections.OUT_OF_SERVICE);
      } else if (standing.newestConnection() > held.number()) {
        held.sendAway(Connections.TAKEN_OVER);
      }
    }
  }
}
