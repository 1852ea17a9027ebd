package io.washa.agent.site;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * When failed rows are looked at again: with growing pauses, and after so many tries no more. A row
 * that is parked so stays failed with its reason until it changes or everything is compared. Not
 * safe for several threads.
 */
final class Retries {
  private static final Duration FIRST = Duration.ofSeconds(2);
  private static final int MAX_DOUBLINGS = 5;
  private static final Duration LAST = Duration.ofSeconds(60);

  /** Some five minutes: what the router has refused so often it will go on refusing. */
  static final int MAX_TRIES = 9;

  private final Map<UUID, Retry> retries = new HashMap<>();

  private record Retry(int attempt, long dueNanos) {
    boolean isParked() {
      return attempt >= MAX_TRIES;
    }
  }

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
      if (!retry.isParked() && nowNanos - retry.dueNanos() >= 0) {
        due.add(access);
      }
    });
    return due;
  }

  /** When the next pause is over. */
  Optional<Long> next() {
    return retries.values().stream()
        .filter(retry -> !retry.isParked())
        .map(Retry::dueNanos)
        .min((a, b) -> Long.compare(a - b, 0));
  }
}
