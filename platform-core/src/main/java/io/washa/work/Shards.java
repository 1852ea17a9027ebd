package io.washa.work;

import io.washa.tenancy.TenantId;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.redisson.api.RLock;
import org.redisson.api.RedissonClient;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Which tenants' due work this pod looks after. The locks only save other pods the look: while
 * Redis is away every pod looks after all, and that is correct too.
 */
@Component
@ConditionalOnRole(Role.WORKER)
class Shards implements DisposableBean {
  static final int COUNT = 16;
  private static final Logger log = LoggerFactory.getLogger(Shards.class);

  /** Redisson's locks belong to a thread; this number stands for this process. */
  private static final long OWNER = 1;

  private final Redis redis;
  private final Map<Integer, Boolean> held = new ConcurrentHashMap<>();
  private volatile boolean alone = true;

  Shards(Redis redis) {
    this.redis = redis;
  }

  boolean ours(TenantId tenant) {
    return alone || held.containsKey((int) (tenant.value() % COUNT));
  }

  /** Takes free shards, and learns whether Redis is there at all. */
  @Scheduled(fixedDelay = 1000)
  void claim() {
    RedissonClient client = redis.client().orElse(null);
    if (client == null) {
      alone = true;
      return;
    }
    try {
      for (int shard = 0; shard < COUNT; shard++) {
        claim(client, shard);
      }
      alone = false;
    } catch (RuntimeException e) {
      if (!alone) {
        log.warn("Redis does not answer; looking after all tenants: {}", e.getMessage());
      }
      alone = true;
      held.clear();
    }
  }

  private void claim(RedissonClient client, int shard) {
    RLock lock = client.getLock("washa:shard:" + shard);
    if (held.containsKey(shard) && lock.isHeldByThread(OWNER)) {
      return;
    }
    held.remove(shard);
    if (Boolean.TRUE.equals(lock.tryLockAsync(OWNER).toCompletableFuture().join())) {
      held.put(shard, true);
    }
  }

  @Override
  public void destroy() {
    redis
        .client()
        .ifPresent(client ->
            held.keySet()
                .forEach(shard ->
                    client
                        .getLock("washa:shard:" + shard)
                        .unlockAsync(OWNER)
                        .whenComplete((_, failure) -> {
                          if (failure != null) {
                            log.debug("shard {} will time out", shard);
                          }
                        })));
  }
}
