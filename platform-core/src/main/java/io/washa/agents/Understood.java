package io.washa.agents;

import io.washa.protocol.Assign;
import io.washa.protocol.Capability;
import java.util.Set;

/** What an agent can do, and so what it is sent. */
record Understood(Set<String> capabilities) {
  /** Nothing beyond what every agent can. */
  static final Understood LEAST = new Understood(Set.of());

  /** Copies the names. */
  Understood {
    capabilities = Set.copyOf(capabilities);
  }

  /** The routers; without their rules, with the login files in them, for who does not keep any. */
  Assign of(Assign assign) {
    return capabilities.contains(Capability.RULES)
        ? assign
        : new Assign(assign.routers().stream().map(Understood::bare).toList());
  }

  private static Assign.Router bare(Assign.Router router) {
    return new Assign.Router(
        router.router(),
        router.epoch(),
        router.name(),
        router.host(),
        router.port(),
        router.tlsFingerprint(),
        router.username(),
        router.password(),
        router.pppoe());
  }
}
