package io.washa.network.sessions;

import io.washa.network.AccessUse;
import io.washa.network.AccessUse.Grown;
import io.washa.protocol.Health;
import io.washa.protocol.Observed;
import io.washa.protocol.Usage;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.event.EventListener;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/**
 * Follows the reports of routers, within the transaction that records them. The same report twice,
 * late, or out of order leads to the same history; what a lost report left open is closed by the
 * next complete one.
 */
@Component
class SessionHistory {
  private final SessionRows rows;
  private final SessionEnds ends;
  private final AccessUse use;
  private final ApplicationEventPublisher events;

  SessionHistory(
      SessionRows rows, SessionEnds ends, AccessUse use, ApplicationEventPublisher events) {
    this.rows = rows;
    this.ends = ends;
    this.use = use;
    this.events = events;
  }

  @EventListener
  @Order(Ordered.HIGHEST_PRECEDENCE)
  void observed(Observed report) {
    List<Told> told = Told.of(report.came(), report.gone());
    if (told.isEmpty() && report.went().isEmpty() && !report.complete()) {
      return;
    }
    lock(report.router(), told);
    take(report.router(), told);
    int dropped = ends.gone(report.router(), told) + ends.went(report.router(), went(report));
    if (report.complete()) {
      dropped += ends.lost(report.router(), told);
    }
    if (dropped > 0) {
      events.publishEvent(new SessionsDropped(report.router(), dropped));
    }
  }

  @EventListener
  @Order(Ordered.HIGHEST_PRECEDENCE)
  void used(Usage report) {
    List<Told> told = Told.of(report.sessions(), List.of());
    if (!told.isEmpty()) {
      lock(report.router(), told);
      take(report.router(), told);
    }
  }

  /** An uptime that went back is a router that was off: so were all its sessions. */
  @EventListener
  @Order(Ordered.HIGHEST_PRECEDENCE)
  void healthy(Health report) {
    ends.restarted(report.router(), report.uptimeSeconds());
  }

  private void lock(UUID router, List<Told> told) {
    use.lock(router, told.stream().map(Told::access).collect(Collectors.toUnmodifiableSet()));
    rows.lock(router);
  }

  private void take(UUID router, List<Told> told) {
    if (told.isEmpty()) {
      return;
    }
    List<UUID> fresh = rows.begin(router, told);
    if (!fresh.isEmpty()) {
      ends.replaced(router, fresh, told);
    }
    List<Grown> grown = rows.count(router, told);
    use.grow(grown);
    Set<UUID> used =
        grown.stream()
            .filter(each -> each.bytes() > 0)
            .map(Grown::access)
            .collect(Collectors.toUnmodifiableSet());
    if (!used.isEmpty()) {
      events.publishEvent(new UsageCounted(used));
    }
  }

  private static List<UUID> went(Observed report) {
    Set<UUID> still =
        report.came().stream().map(Observed.Session::access).collect(Collectors.toSet());
    Set<UUID> went = new HashSet<>(report.went());
    went.removeAll(still);
    return List.copyOf(went);
  }
}
