package io.washa.simulators.routeros;

import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How long hotspot users have been online and what they have moved, in all their lives, which is
 * what their limits count (RouterOS manual). Callers hold the store's lock.
 */
final class HotspotUsage {
  private static final List<String> LIMITS =
      List.of("limit-uptime", "limit-bytes-in", "limit-bytes-out", "limit-bytes-total");

  /** What users have been online and sent in sessions that are over. */
  private record Used(Duration time, Traffic.Bytes bytes) {
    static final Used NOTHING = new Used(Duration.ZERO, Traffic.Bytes.NONE);

    Used plus(Used more) {
      return new Used(time.plus(more.time), bytes.plus(more.bytes));
    }
  }

  private final InstantSource clock;
  private final Traffic traffic;
  private final Map<Long, Used> before = new HashMap<>();
  private @Nullable HotspotTables installed;

  HotspotUsage(InstantSource clock, Traffic traffic) {
    this.clock = clock;
    this.traffic = traffic;
  }

  void install(HotspotTables tables) {
    installed = tables;
  }

  private HotspotTables table() {
    HotspotTables tables = installed;
    if (tables == null) {
      throw new IllegalStateException("The hotspot has no tables yet.");
    }
    return tables;
  }

  /** Which of its limits a user has reached: uptime or traffic. */
  Optional<String> limitReached(Row user) {
    if (LIMITS.stream().noneMatch(user.values()::containsKey)) {
      return Optional.empty();
    }
    Duration limit = uptimeLimit(user);
    if (limit != null && used(user).compareTo(limit) >= 0) {
      return Optional.of("uptime");
    }
    Traffic.Bytes bytes = bytes(user);
    boolean over =
        isReached(user.value("limit-bytes-in"), bytes.up())
            || isReached(user.value("limit-bytes-out"), bytes.down())
            || isReached(user.value("limit-bytes-total"), bytes.sum());
    return over ? Optional.of("traffic") : Optional.empty();
  }

  private static boolean isReached(String limit, long bytes) {
    return !limit.isEmpty() && !limit.equals("0") && bytes >= Long.parseLong(limit);
  }

  private static @Nullable Duration uptimeLimit(Row user) {
    String text = user.value("limit-uptime");
    Duration limit = text.isEmpty() ? null : RouterTime.parse(text);
    return limit == null || limit.isZero() ? null : limit;
  }

  private Used inSession(Row session) {
    return new Used(
        Duration.between(session.since(), clock.instant()),
        traffic.live(Paths.HOTSPOT_ACTIVE, session));
  }

  private Used total(Row user) {
    Used sum = before.getOrDefault(user.id(), Used.NOTHING);
    if (installed != null) {
      Table active = installed.table(Paths.HOTSPOT_ACTIVE);
      for (Row session : active.having("user", user.value("name"))) {
        sum = sum.plus(inSession(session));
      }
    }
    return sum;
  }

  /** How long a user has been online in all its life; a limit is a total (RouterOS manual). */
  Duration used(Row user) {
    return total(user).time();
  }

  /** What a user has sent and received in all its life. */
  Traffic.Bytes bytes(Row user) {
    return total(user).bytes();
  }

  /** How long a session may still go on, or null if nothing ends it. */
  @Nullable String left(Row session) {
    Optional<Row> user = table().user(session.value("user"));
    Duration limit = user.isEmpty() ? null : uptimeLimit(user.get());
    return limit == null ? null : RouterTime.format(limit.minus(used(user.get())));
  }

  /** How many bytes a session may still move under a limit of its user, or null if any. */
  @Nullable String bytesLeft(Row session, String limit) {
    Row user = table().user(session.value("user")).orElse(null);
    String text = user == null ? "" : user.value(limit);
    if (user == null || text.isEmpty() || text.equals("0")) {
      return null;
    }
    Traffic.Bytes bytes = before.getOrDefault(user.id(), Used.NOTHING).bytes();
    long used =
        switch (limit) {
          case "limit-bytes-in" -> bytes.up();
          case "limit-bytes-out" -> bytes.down();
          default -> bytes.sum();
        };
    return String.valueOf(Math.max(0, Long.parseLong(text) - used));
  }

  /** A session of a user is over. */
  void ended(Row user, Row session) {
    before.merge(user.id(), inSession(session), Used::plus);
  }

  /** {@code reset-counters} of a user. */
  void resetCounters(Row user) {
    before.remove(user.id());
  }
}
