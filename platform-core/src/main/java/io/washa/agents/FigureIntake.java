package io.washa.agents;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.washa.network.RouterReports;
import io.washa.protocol.Goodbye;
import io.washa.protocol.Health;
import io.washa.protocol.Refusals;
import io.washa.protocol.Usage;
import java.time.Duration;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Takes what agents tell of their routers minute by minute, each agent at a bounded pace. */
@Component
class FigureIntake {
  private static final Logger log = LoggerFactory.getLogger(FigureIntake.class);

  private final RouterReports reports;

  /** By agent, not by connection: a new connection is no new allowance. */
  private final Cache<UUID, FigurePace> paces =
      Caffeine.newBuilder().maximumSize(50_000).expireAfterAccess(Duration.ofMinutes(10)).build();

  FigureIntake(RouterReports reports) {
    this.reports = reports;
  }

  void usage(EnrolledAgent agent, AgentConnection connection, Usage usage) {
    int rows = usage.sessions().size();
    take(agent, connection, rows, Usage.MAX_SESSIONS, () -> reports.usage(agent.site(), usage));
  }

  void health(EnrolledAgent agent, AgentConnection connection, Health health) {
    int rows = health.interfaces().size();
    take(agent, connection, rows, Integer.MAX_VALUE, () -> reports.health(agent.site(), health));
  }

  void refusals(EnrolledAgent agent, AgentConnection connection, Refusals refusals) {
    int rows = refusals.refusals().size();
    take(agent, connection, rows, Refusals.MAX, () -> reports.refusals(agent.site(), refusals));
  }

  private void take(
      EnrolledAgent agent, AgentConnection connection, int rows, int most, BooleanSupplier record) {
    switch (paces.get(agent.id(), _ -> new FigurePace(System::nanoTime)).weigh(rows)) {
      case TAKE -> {
        if (rows > most) {
          log.warn(
              "agent {}: dropped a message of {} rows; {} are allowed", agent.id(), rows, most);
        } else {
          var _ = record.getAsBoolean();
        }
      }
      case DROP -> log.debug("agent {} tells more than is taken; dropped", agent.id());
      case SEND_AWAY -> {
        log.warn("agent {} of site {} floods; its connection is closed", agent.id(), agent.site());
        connection.end(new Goodbye("too many messages; slow down", true));
      }
    }
  }
}
