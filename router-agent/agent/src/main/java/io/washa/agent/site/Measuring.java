package io.washa.agent.site;

import io.washa.agent.routeros.RouterLostException;
import io.washa.agent.tools.RouterClock;
import io.washa.protocol.Health;
import io.washa.protocol.Observed;
import io.washa.protocol.Usage;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Reads a router's counters every minute and tells the hub how far its sessions have counted and
 * how it is. Belongs to its worker's thread.
 */
final class Measuring {
  private static final int MAX_INTERFACES = 100;
  private static final RouterOps.Look RESOURCE =
      new RouterOps.Look(
          "/system/resource",
          "version",
          List.of("version", "cpu-load", "free-memory", "total-memory", "uptime"),
          false);
  private static final RouterOps.Look CLOCK =
      new RouterOps.Look("/system/clock", "time", List.of("date", "time", "gmt-offset"), false);

  private final UUID router;
  private final SessionWatch watch;
  private final Outbox outbox;
  private final Supplier<Optional<Instant>> time;
  private Map<String, Meters.Bytes> portsBefore = Map.of();
  private long readBefore;

  Measuring(UUID router, SessionWatch watch, Outbox outbox, Supplier<Optional<Instant>> time) {
    this.router = router;
    this.watch = watch;
    this.outbox = outbox;
    this.time = time;
  }

  /** The router may have restarted: its counters begin anew. */
  void connected() {
    portsBefore = Map.of();
  }

  /** Reads and tells. */
  void measure(RouterOps ops, DesiredRows rows) throws RouterLostException {
    Meters meters = Meters.read(ops, rows.methods());
    watch.sessions().count(meters);
    List<Health.Interface> traffic = traffic(meters.ports());
    Health health = health(ops, traffic);
    if (outbox.isOpen()) {
      List<Observed.Session> moved = watch.sessions().moved();
      for (int from = 0; from < moved.size(); from += Usage.MAX_SESSIONS) {
        int to = Math.min(from + Usage.MAX_SESSIONS, moved.size());
        outbox.send(new Usage(router, List.copyOf(moved.subList(from, to))));
      }
      outbox.send(health);
    }
  }

  private List<Health.Interface> traffic(Map<String, Meters.Bytes> ports) {
    long now = System.nanoTime();
    double seconds = (now - readBefore) / (double) Duration.ofSeconds(1).toNanos();
    List<Health.Interface> traffic = new ArrayList<>();
    ports.forEach((name, bytes) -> {
      Meters.Bytes before = portsBefore.get(name);
      if (before != null && traffic.size() < MAX_INTERFACES) {
        traffic.add(
            new Health.Interface(
                name,
                bits(bytes.up() - before.up(), seconds),
                bits(bytes.down() - before.down(), seconds)));
      }
    });
    portsBefore = ports;
    readBefore = now;
    return traffic;
  }

  static long bits(long bytes, double seconds) {
    return seconds <= 0 ? 0 : Math.round(Math.max(bytes, 0) * 8 / seconds);
  }

  private Health health(RouterOps ops, List<Health.Interface> traffic) throws RouterLostException {
    Map<String, String> resource = first(ops, RESOURCE);
    return new Health(
        router,
        resource.getOrDefault("version", ""),
        (int) Math.max(Meters.number(resource.get("cpu-load")), 0),
        memory(resource.get("free-memory")),
        memory(resource.get("total-memory")),
        Normal.seconds(resource.get("uptime")),
        watch.liveRows(),
        clockOffSeconds(first(ops, CLOCK)),
        traffic);
  }

  private static Map<String, String> first(RouterOps ops, RouterOps.Look look)
      throws RouterLostException {
    List<Map<String, String>> rows = ops.read(look, null);
    return rows.isEmpty() ? Map.of() : rows.get(0);
  }

  /** Bytes; older versions write {@code 985.6MiB}. */
  static long memory(@Nullable String text) {
    long bytes = Meters.number(text);
    if (bytes >= 0 || text == null || !text.matches("\\d{1,9}(\\.\\d{1,9})?[KMG]iB")) {
      return Math.max(bytes, 0);
    }
    int unit = "KMG".indexOf(text.charAt(text.length() - 3)) + 1;
    return (long) (Double.parseDouble(text.substring(0, text.length() - 3)) * (1L << (10 * unit)));
  }

  private long clockOffSeconds(Map<String, String> clock) {
    Optional<Instant> shown = RouterClock.read(clock);
    Optional<Instant> now = time.get();
    return shown.isPresent() && now.isPresent()
        ? Duration.between(now.get(), shown.get()).toSeconds()
        : 0;
  }
}
