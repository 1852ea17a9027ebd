package io.washa.agents;

import io.washa.work.Redis;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.redisson.api.RScript;
import org.redisson.api.RedissonClient;
import org.redisson.client.codec.StringCodec;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Which pod holds an agent: an entry in Redis for each agent, kept alive by the pod that holds it.
 * Without Redis every pod knows its own agents only. A pod removes and renews nobody's entry but
 * its own.
 */
@Component
class AgentDirectory {
  private static final Logger log = LoggerFactory.getLogger(AgentDirectory.class);
  private static final Duration LIFESPAN = Duration.ofSeconds(20);
  private static final int PORTION = 500;
  private static final String REMOVE =
      "if redis.call('get', KEYS[1]) == ARGV[1] then return redis.call('del', KEYS[1]) end"
          + " return 0";
  // Also what Redis has forgotten is put back, and what another pod has taken stays.
  private static final String RENEW =
      "for _, key in ipairs(KEYS) do local pod = redis.call('get', key)"
          + " if not pod or pod == ARGV[1] then"
          + " redis.call('set', key, ARGV[1], 'PX', ARGV[2]) end end return 0";

  private final String self = UUID.randomUUID().toString();
  private final Set<UUID> held = ConcurrentHashMap.newKeySet();
  private final Redis redis;

  AgentDirectory(Redis redis) {
    this.redis = redis;
  }

  /** An agent, and the pod that holds it. */
  record Holder(UUID agent, String pod) {}

  /** This pod's name in the directory. */
  String self() {
    return self;
  }

  /** The agent's newest connection is here. Neither waits nor fails. */
  void register(UUID agent) {
    held.add(agent);
    redis
        .client()
        .ifPresent(client ->
            client
                .<String>getBucket(key(agent), StringCodec.INSTANCE)
                .setAsync(self, LIFESPAN)
                .whenComplete((_, failure) -> note(failure)));
  }

  /** The agent's connection here is over; an entry of another pod stays. */
  void unregister(UUID agent) {
    held.remove(agent);
    forget(new Holder(agent, self));
  }

  /** A pod that is gone holds nobody; what another has entered since stays. Does not wait. */
  void forget(Holder gone) {
    redis.client().ifPresent(client -> run(client, REMOVE, List.of(key(gone.agent())), gone.pod()));
  }

  @Scheduled(fixedDelay = 5000)
  void renew() {
    redis.client().ifPresent(this::renew);
  }

  private void renew(RedissonClient client) {
    List<Object> keys = held.stream().<Object>map(AgentDirectory::key).toList();
    for (int from = 0; from < keys.size(); from += PORTION) {
      List<Object> portion = keys.subList(from, Math.min(from + PORTION, keys.size()));
      run(client, RENEW, portion, self, Long.toString(LIFESPAN.toMillis()));
    }
  }

  /** Who holds the agent; empty if no pod is known to, or Redis cannot say. */
  Optional<Holder> holderOf(UUID agent) {
    if (held.contains(agent)) {
      return Optional.of(new Holder(agent, self));
    }
    try {
      return redis
          .client()
          .map(client -> client.<String>getBucket(key(agent), StringCodec.INSTANCE).get())
          .map(pod -> new Holder(agent, pod));
    } catch (RuntimeException e) {
      note(e);
      return Optional.empty();
    }
  }

  private static void run(
      RedissonClient client, String script, List<Object> keys, String... arguments) {
    client
        .getScript(StringCodec.INSTANCE)
        .evalAsync(
            RScript.Mode.READ_WRITE, script, RScript.ReturnType.LONG, keys, (Object[]) arguments)
        .whenComplete((_, failure) -> note(failure));
  }

  private static void note(@org.jspecify.annotations.Nullable Throwable failure) {
    if (failure != null) {
      log.debug("the directory in Redis was not reached: {}", failure.getMessage());
    }
  }

  private static String key(UUID agent) {
    return "washa:agent:" + agent;
  }
}
