package io.washa.agent.site;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Users whose rows changed just now: somebody looks at a screen to see them come online. Safe for
 * several threads.
 */
final class FreshUsers {
  /** More at a time are no single person's wait. */
  private static final int MANY = 100;

  /** How long somebody goes on looking. */
  static final Duration FRESH = Duration.ofMinutes(2);

  private final Map<UserKey, Long> untilNanos = new ConcurrentHashMap<>();

  void add(Set<UserKey> users) {
    long until = System.nanoTime() + FRESH.toNanos();
    if (users.size() <= MANY) {
      users.forEach(user -> untilNanos.put(user, until));
    }
  }

  /** Those still fresh. */
  Set<UserKey> now() {
    long now = System.nanoTime();
    untilNanos.values().removeIf(until -> now - until > 0);
    return Set.copyOf(untilNanos.keySet());
  }

  boolean isEmpty() {
    return untilNanos.isEmpty();
  }
}
