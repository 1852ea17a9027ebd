package io.washa.agents;

import io.washa.network.RouterReports;
import io.washa.protocol.Health;
import io.washa.protocol.Refusals;
import io.washa.protocol.Usage;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Takes what agents tell of their routers minute by minute, as many rows at a time as were agreed.
 * How often, and how much in all, is the affair of {@link Pace}.
 */
@Component
class FigureIntake {
  private static final Logger log = LoggerFactory.getLogger(FigureIntake.class);

  private final RouterReports reports;

  FigureIntake(RouterReports reports) {
    this.reports = reports;
  }

  void usage(EnrolledAgent agent, Usage usage) {
    int rows = usage.sessions().size();
    take(agent, rows, Usage.MAX_SESSIONS, () -> reports.usage(agent.site(), usage));
  }

  void health(EnrolledAgent agent, Health health) {
    var _ = reports.health(agent.site(), health);
  }

  void refusals(EnrolledAgent agent, Refusals refusals) {
    int rows = refusals.refusals().size();
    take(agent, rows, Refusals.MAX, () -> reports.refusals(agent.site(), refusals));
  }

  private static void take(EnrolledAgent agent, int rows, int most, BooleanSupplier record) {
    if (rows > most) {
      log.warn("agent {}: dropped a message of {} rows; {} are allowed", agent.id(), rows, most);
    } else {
      var _ = record.getAsBoolean();
    }
  }
}
