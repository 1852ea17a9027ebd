package io.washa.agent.site;

import io.washa.protocol.Assign;
import java.util.Optional;

/** The tables of one router, as its settings want them. */
final class AccessTables {
  private final Assign.Router router;

  AccessTables(Assign.Router router) {
    this.router = router;
  }

  /** The table of a method, empty if this agent does not know it. */
  Optional<AccessTable> of(String method) {
    return switch (method) {
      case PppSecrets.METHOD -> Optional.of(new PppSecrets(router.pppoe(), pauses()));
      case HotspotUsers.METHOD -> Optional.of(new HotspotUsers());
      case DhcpLeases.METHOD -> Optional.of(new DhcpLeases(pauses()));
      case SimpleQueues.METHOD -> Optional.of(new SimpleQueues(pauses()));
      default -> Optional.empty();
    };
  }

  private boolean pauses() {
    Assign.Rules rules = router.rules();
    return rules != null && rules.paused() != null;
  }
}
