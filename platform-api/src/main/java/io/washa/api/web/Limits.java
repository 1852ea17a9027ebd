package io.washa.api.web;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.washa.tenancy.TenantContext;
import io.washa.tenancy.Tenants;
import io.washa.work.ConditionalOnRole;
import io.washa.work.Redis;
import io.washa.work.Role;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.redisson.api.RScript;
import org.redisson.api.RedissonClient;
import org.redisson.client.codec.StringCodec;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Counts requests of the bound tenant by the minute: in Redis for all pods together, and here as
 * well, so that without Redis each pod still keeps the limit by itself.
 */
@Component
@ConditionalOnRole(Role.API)
public class Limits {
  private static final Logger LOG = LoggerFactory.getLogger(Limits.class);
  private static final long WINDOW_MILLIS = 60_000;
  private static final long PATIENCE_MILLIS = 200;
  private static final long PAUSE_MILLIS = 10_000;
  private static final String COUNT =
      "local n = redis.call('INCR', KEYS[1]) "
          + "if n == 1 then redis.call('PEXPIRE', KEYS[1], ARGV[1]) end return n";

  private final Redis redis;
  private final Clock clock;
  private final Cache<String, AtomicInteger> here =
      Caffeine.newBuilder().maximumSize(100_000).expireAfterWrite(Duration.ofMinutes(2)).build();
  private volatile long redisAgainAt;

  Limits(Redis redis, Clock clock) {
    this.redis = redis;
    this.clock = clock;
  }

  /**
   * Counts one request.
   *
   * @param kind what is limited
   * @param who by whom; kept as a fingerprint only
   * @param perMinute how many are let through in a minute
   * @return how long to wait, if this one is too many
   */
  public Optional<Duration> refuse(String kind, String who, int perMinute) {
    long now = clock.millis();
    long window = now / WINDOW_MILLIS;
    String key =
        String.join(
            ":",
            "washa:limit",
            TenantContext.current().toString(),
            kind,
            Tenants.fingerprint(who),
            Long.toString(window));
    int local = here.get(key, _ -> new AtomicInteger()).incrementAndGet();
    boolean tooMany = local > perMinute || everywhere(key, now) > perMinute;
    return tooMany
        ? Optional.of(Duration.ofMillis((window + 1) * WINDOW_MILLIS - now))
        : Optional.empty();
  }

  /** The count of all pods; 0 if Redis does not tell it in time. */
  private long everywhere(String key, long now) {
    if (now < redisAgainAt) {
      return 0;
    }
    return redis.client().map(client -> count(client, key, now)).orElse(0L);
  }

  private long count(RedissonClient client, String key, long now) {
    try {
      Long counted =
          client
              .getScript(StringCodec.INSTANCE)
              .<Long>evalAsync(
                  RScript.Mode.READ_WRITE,
                  COUNT,
                  RScript.ReturnType.LONG,
                  List.of(key),
                  Long.toString(2 * WINDOW_MILLIS))
              .toCompletableFuture()
              .get(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
      return counted == null ? 0 : counted;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return 0;
    } catch (ExecutionException | TimeoutException | RuntimeException e) {
      // A moment's rest, so that not every caller waits for a Redis that is away.
      redisAgainAt = now + PAUSE_MILLIS;
      LOG.debug("Redis does not count, this pod counts alone: {}", e.toString());
      return 0;
    }
  }
}
