package io.washa.agent.site;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** When failed rows are looked at again, with growing pauses. Not safe for several threads. */
final class Retries {
  private static final Duration FIRST = Duration.ofSeconds(2);
  private static final int MAX_DOUBLINGS = 5;
  private static final Duration LAST = Duration.ofSeconds(60);

  private final Map<UUID, Retry> retries = new HashMap<>();

  private record Retry(int attempt, long dueNanos) {}

  /** It failed, again perhaps. */
  void failed(UUID access) {
    retries.merge(access, retry(0), (old, first) -> retry(old.attempt() + 1));
  }

  private static Retry retry(int attempt) {
    Duration pause = FIRST.multipliedBy(1L << Math.min(attempt, MAX_DOUBLINGS));
    return new Retry(attempt, System.nanoTime() + Math.min(pause.toNanos(), LAST.toNanos()));
  }

  /** Nothing to try again any more. */
  void forget(UUID access) {
    retries.remove(access);
  }

  /** The same for several. */
  void forget(Collection<UUID> accesses) {
    accesses.forEach(retries::remove);
  }

  void clear() {
    retries.clear();
  }

  /** Those whose pause is over. */
  Set<UUID> due(long nowNanos) {
    Set<UUID> due = new LinkedHashSet<>();
    retries.forEach((access, retry) -> {
      if (nowNanos - retry.dueNanos() >= 0) {
        due.add(access);
      }
    });
    return due;
  }

  /** When the next pause is over. */
  Optional<Long> next() {
    return retries.values().stream().map(Retry::dueNanos).min((a, b) -> Long.compare(a - b, 0));
  }
}
