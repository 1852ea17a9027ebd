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
 * Bounds how often somebody may guess the phone of an account. Counted by this pod alone: with n
 * pods a guesser has n times as many, still far fewer than the thousand endings there are.
 */
@Component
@ConditionalOnRole(Role.PORTAL)
class Guesses {
  static final int MOST = 5;
  private static final Duration FORGOTTEN_AFTER = Duration.ofMinutes(15);

  private final Cache<String, AtomicInteger> wrong =
      Caffeine.newBuilder().maximumSize(50_000).expireAfterWrite(FORGOTTEN_AFTER).build();

  /** Whether the bound tenant's account may be tried once more. */
  boolean mayTry(String account) {
    AtomicInteger count = wrong.getIfPresent(key(account));
    return count == null || count.get() < MOST;
  }

  /** Counts a wrong guess. */
  void countWrong(String account) {
    wrong.get(key(account), _ -> new AtomicInteger()).incrementAndGet();
  }

  private static String key(String account) {
    return TenantContext.current() + "/" + account;
  }
}
