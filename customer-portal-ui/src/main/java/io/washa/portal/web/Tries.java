package io.washa.portal.web;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.washa.tenancy.TenantContext;
import io.washa.work.ConditionalOnRole;
import io.washa.work.Role;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.stereotype.Component;

/**
 * Bounds how often somebody may try something, as to guess the phone of an account. Counted by this
 * pod alone: with n pods there are n times as many, still far fewer than the thousand endings that
 * a phone number has.
 */
@Component
@ConditionalOnRole(Role.PORTAL)
class Tries {
  static final int MOST = 5;
  private static final Duration FORGOTTEN_AFTER = Duration.ofMinutes(15);

  private final Cache<String, AtomicInteger> counts =
      Caffeine.newBuilder().maximumSize(50_000).expireAfterWrite(FORGOTTEN_AFTER).build();

  /** Whether the bound tenant's account, or whatever it is, may be tried once more. */
  boolean mayTry(String what) {
    AtomicInteger count = counts.getIfPresent(key(what));
    return count == null || count.get() < MOST;
  }

  /** Counts a try. */
  void count(String what) {
    counts.get(key(what), _ -> new AtomicInteger()).incrementAndGet();
  }

  private static String key(String what) {
    return TenantContext.current() + "/" + what;
  }
}
