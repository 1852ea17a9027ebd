package io.washa.agents;

import io.washa.agents.Connections.Held;
import io.washa.network.DriftReports;
import io.washa.network.RouterReports;
import io.washa.network.SiteAssignments;
import io.washa.network.outages.RouterOutages;
import io.washa.protocol.Applied;
import io.washa.protocol.Assign;
import io.washa.protocol.Capability;
import io.washa.protocol.CommandResult;
import io.washa.protocol.Drift;
import io.washa.protocol.Goodbye;
import io.washa.protocol.Health;
import io.washa.protocol.Hello;
import io.washa.protocol.Message;
import io.washa.protocol.MessageCodec;
import io.washa.protocol.NeedSnapshot;
import io.washa.protocol.Observed;
import io.washa.protocol.Refusals;
import io.washa.protocol.Usage;
import io.washa.protocol.Welcome;
import io.washa.tenancy.TenantContext;
import io.washa.tenancy.Tenants;
import java.time.Clock;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * What the hub and one agent say to each other, off the event loop and in order. Which tenant and
 * site a message is about follows from the key that signed the hello, never from the message.
 */
final class Conversation {
  private static final Logger log = LoggerFactory.getLogger(Conversation.class);

  /** What the hub makes use of. */
  private static final List<String> HUB_CAN =
      List.of(
          Capability.PPPOE,
          Capability.HOTSPOT,
          Capability.DHCP,
          Capability.STATIC,
          Capability.PROBE,
          Capability.PLAN,
          Capability.RULES,
          Capability.DRIFT,
          Capability.USAGE,
          Capability.HEALTH,
          Capability.REFUSALS);

  private final Desk desk;
  private final AgentConnection connection;
  private final String nonce;
  private volatile @Nullable Held held;

  Conversation(Desk desk, AgentConnection connection, String nonce) {
    this.desk = desk;
    this.connection = connection;
    this.nonce = nonce;
  }

  /** How one gets in, and out again. */
  @Component
  record Door(Reception reception, Connections connections, Fencing fencing) {}

  /** What every conversation needs. */
  @Component
  record Desk(
      AgentKeys keys,
      Door door,
      SiteAssignments assignments,
      RouterReports reports,
      DriftReports drifts,
      FigureIntake figures,
      RouterOutages outages,
      Tenants tenants,
      Clock clock,
      HubProperties properties) {}

  /** Handles one message. An exception means that the connection cannot go on. */
  void heard(String text) {
    MessageCodec.read(text).ifPresent(this::heard);
  }

  private void heard(Message message) {
    Held known = held;
    if (known != null) {
      TenantContext.run(known.agent().tenant(), () -> report(known.agent(), message));
    } else if (message instanceof Hello hello) {
      receive(hello);
    } else {
      connection.end(new Goodbye("the first message must be a hello", true));
    }
  }

  private void receive(Hello hello) {
    desk.door().reception().receive(() -> greet(hello)).ifPresent(connection::end);
  }

  private void greet(Hello hello) {
    EnrolledAgent verified = desk.keys().verify(hello, nonce).orElse(null);
    if (verified == null) {
      log.warn("agent {} is unknown, revoked, or signed with another key", hello.agent());
      connection.end(new Goodbye("this agent is not known here; enrol it again", false));
      return;
    }
    OptionalLong number = desk.keys().admit(verified);
    if (number.isEmpty()) {
      connection.end(new Goodbye(Connections.OUT_OF_SERVICE, false));
      return;
    }
    held = new Held(verified, number.getAsLong(), connection);
    log.info(
        "agent {} of site {} is connected: {}", verified.id(), verified.site(), hello.software());
    desk.door().connections().enter(held);
    desk.door().fencing().changed(verified.id());
    if (!desk.keys().inService(verified)) {
      // Revoked between the look at its key and now, when nobody could yet send it away.
      connection.end(new Goodbye(Connections.OUT_OF_SERVICE, false));
      return;
    }
    TenantContext.run(verified.tenant(), () -> takeUp(verified, hello));
  }

  private void takeUp(EnrolledAgent verified, Hello hello) {
    connection.understands(hello.capabilities());
    Assign assign = desk.assignments().takeUp(verified.site(), hello.holdings());
    connection.send(
        new Welcome(
            desk.clock().instant(),
            (int) desk.properties().heartbeat().toMillis(),
            desk.tenants().get(verified.tenant()).grace().toSeconds(),
            HUB_CAN,
            desk.door().reception().spread().toMillis()));
    connection.assign(assign);
    connection.serve();
    Assign meanwhile = desk.assignments().current(verified.site());
    if (!meanwhile.equals(assign)) {
      connection.assign(meanwhile);
    }
    desk.assignments().served(verified.site());
  }

  private void report(EnrolledAgent known, Message message) {
    switch (message) {
      case Applied applied -> {
        if (desk.reports().applied(known.site(), applied)) {
          connection.answered(applied);
        } else {
          connection.outdated(applied);
        }
      }
      case NeedSnapshot need -> {
        if (desk.reports().needSnapshot(known.site(), need)) {
          connection.answered(need);
        }
      }
      case Observed observed -> desk.reports().observed(known.site(), observed);
      case Drift drift -> desk.drifts().record(known.site(), drift);
      case Usage usage -> desk.figures().usage(known, usage);
      case Health health -> desk.figures().health(known, health);
      case Refusals refusals -> desk.figures().refusals(known, refusals);
      case CommandResult result -> connection.answered(result);
      default -> log.debug("nothing to do for a {}", message.getClass().getSimpleName());
    }
  }

  boolean isAcquainted() {
    return held != null;
  }

  /** The connection is gone. */
  void over() {
    Held known = held;
    if (known != null) {
      boolean last = desk.door().connections().leave(known);
      log.info("agent {} of site {} is gone", known.agent().id(), known.agent().site());
      if (last) {
        noteAway(known.agent());
      }
    }
  }

  private void noteAway(EnrolledAgent agent) {
    try {
      TenantContext.run(agent.tenant(), () -> desk.outages().agentLeft(agent.site()));
    } catch (RuntimeException e) {
      // At the end of the program the database may be gone first; the next look finds it out.
      log.debug("that the agent of site {} is gone was not noted: {}", agent.site(), e.toString());
    }
  }
}
