package io.washa.network.outages;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * An outage, as it stands with its site; the view {@code outage} names its parts, too.
 *
 * @param kind {@link #ROUTER}, {@link #SITE} or {@link #DECLARED}
 * @param router only of the first
 * @param services affected; empty of one that is long over
 * @param ended null while it lasts
 */
record Outage(
    UUID id,
    String kind,
    @Nullable UUID router,
    String reason,
    List<UUID> services,
    Instant began,
    Instant noticed,
    @Nullable Instant ended,
    @Nullable String declaredBy,
    @Nullable String endedBy) {
  static final String ROUTER = "router";
  static final String SITE = "site";
  static final String DECLARED = "declared";

  /** One that lasts, of a router or a site. */
  static Outage noticed(
      String kind, @Nullable UUID router, String reason, List<UUID> services, Since since) {
    return new Outage(
        UUID.randomUUID(),
        kind,
        router,
        reason,
        services,
        since.began(),
        since.now(),
        null,
        null,
        null);
  }

  /** When it began, and now. */
  record Since(Instant began, Instant now) {}

  /** One that a person declares now. */
  static Outage declared(String reason, List<UUID> services, Instant now, String who) {
    return new Outage(
        UUID.randomUUID(), DECLARED, null, reason, services, now, now, null, who, null);
  }

  boolean lasts() {
    return ended == null;
  }

  /** The same, over; who was affected only lately was affected, too. */
  Outage over(Instant now, List<UUID> lately, @Nullable String who) {
    List<UUID> all = Stream.concat(services.stream(), lately.stream()).distinct().toList();
    Instant end = now.isBefore(began) ? began : now;
    return new Outage(id, kind, router, reason, all, began, noticed, end, declaredBy, who);
  }

  Outage withoutServices() {
    return new Outage(
        id, kind, router, reason, List.of(), began, noticed, ended, declaredBy, endedBy);
  }
}
