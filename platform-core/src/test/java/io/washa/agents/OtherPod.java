package io.washa.agents;

import io.washa.network.RouterReports;
import io.washa.network.RouterTransport;
import io.washa.network.SiteAssignments;
import io.washa.tenancy.Secrets;
import io.washa.tenancy.Tenants;
import io.washa.work.Redis;
import io.washa.work.WakeUps;
import java.time.Clock;
import java.time.Duration;
import org.springframework.stereotype.Component;

/**
 * A pod with the role of the gateway beside the one that the test's context is: a hub on a port of
 * its own, with connections, directory and relay of its own. It shares with the first what real
 * pods share, PostgreSQL and Redis, and, unlike them, their clients.
 */
final class OtherPod implements AutoCloseable {
  final AgentDirectory directory;
  final Fencing fencing;
  final RouterTransport transport;
  private final Relay relay;
  private final Hub hub;

  OtherPod(Parts parts) {
    directory = new AgentDirectory(parts.redis());
    Connections connections = new Connections(directory);
    fencing = new Fencing(parts.keys(), connections, directory, parts.wakeUps());
    LocalAgents here = new LocalAgents(connections, parts.assignments());
    relay = new Relay(here, parts.redis(), directory, parts.secrets());
    relay.listen();
    transport = new AgentTransport(here, relay, parts.keys(), directory);
    HubProperties properties = properties(parts.properties());
    Reception reception = new Reception(properties, connections);
    hub =
        new Hub(
            properties,
            parts.enrolments(),
            new Conversation.Desk(
                parts.keys(),
                new Conversation.Door(reception, connections, fencing),
                parts.assignments(),
                parts.reports(),
                parts.tenants(),
                parts.clock(),
                properties));
    hub.start();
  }

  /** What it shares with the first. */
  @Component
  record Parts(
      AgentKeys keys,
      SiteAssignments assignments,
      RouterReports reports,
      Tenants tenants,
      Clock clock,
      HubProperties properties,
      EnrolmentDesk enrolments,
      Redis redis,
      WakeUps wakeUps,
      Secrets secrets) {}

  /** A busier hub: an agent may say ten messages at once and ten a second. */
  private static HubProperties properties(HubProperties first) {
    return new HubProperties(
        "127.0.0.1",
        0,
        first.heartbeat(),
        first.handshake(),
        first.maxConnections(),
        new HubProperties.Limits(10, 10, 16, Duration.ofSeconds(5), 500));
  }

  int port() {
    return hub.port();
  }

  @Override
  public void close() {
    hub.stop();
    relay.destroy();
  }
}
