package io.washa.work;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.redisson.Redisson;
import org.redisson.api.RTopic;
import org.redisson.api.RedissonClient;
import org.redisson.client.codec.StringCodec;
import org.redisson.config.Config;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * The way to Redis, which may be missing: it carries wake-ups, shard locks and the agents'
 * directory, and is never the record of anything. Connects in the background and keeps trying.
 */
@Component
public class Redis implements DisposableBean {
  private static final Logger log = LoggerFactory.getLogger(Redis.class);
  private static final String TOPIC = "washa:wake";
  private static final Duration RETRY = Duration.ofSeconds(2);

  private final String self = UUID.randomUUID().toString();
  private volatile @Nullable RedissonClient client;
  private volatile Consumer<WakeUp> wakeUps = _ -> {};
  private final Map<String, Consumer<String>> listeners = new ConcurrentHashMap<>();

  /** For each reason: 0 nothing on its way, 1 one, 2 one and something to tell after it. */
  private final Map<WakeUp, AtomicInteger> told = new ConcurrentHashMap<>();

  private volatile boolean closed;

  Redis(@Value("${washa.redis.url}") String url) {
    Thread.ofVirtual().name("redis-connect").start(() -> connect(url));
  }

  /** The client, if Redis has been reached since start; its calls may still fail. */
  public Optional<RedissonClient> client() {
    return Optional.ofNullable(client);
  }

  /**
   * Hears what any pod, this one included, tells on a topic while Redis is there; what is told
   * meanwhile is lost. One listener for a topic, for the life of the process; it must not wait.
   */
  void listen(String topic, Consumer<String> listener) {
    listeners.put(topic, listener);
    client().ifPresent(redis -> attach(redis, topic, listener));
  }

  /** Tells all pods; neither waits nor fails. */
  void tell(String topic, String text) {
    client()
        .ifPresent(redis ->
            redis
                .getTopic(topic)
                .publishAsync(text)
                .whenComplete((_, failure) -> {
                  if (failure != null) {
                    log.debug("{} not told: {}", topic, failure.getMessage());
                  }
                }));
  }

  private static void attach(RedissonClient redis, String topic, Consumer<String> listener) {
    redis
        .getTopic(topic)
        .addListenerAsync(String.class, (_, text) -> listener.accept(text))
        .whenComplete((_, failure) -> {
          if (failure != null) {
            log.warn("{} cannot be heard: {}", topic, failure.getMessage());
          }
        });
  }

  void onWakeUp(Consumer<WakeUp> consumer) {
    wakeUps = consumer;
  }

  /**
   * Tells the other pods; neither waits nor fails. While one is on its way, all further ones of its
   * reason are told together after it.
   */
  void publish(WakeUp reason) {
    if (told(reason).getAndUpdate(wanted -> Math.min(2, wanted + 1)) == 0) {
      send(reason);
    }
  }

  private void send(WakeUp reason) {
    client()
        .ifPresentOrElse(
            redis ->
                topic(redis)
                    .publishAsync(self + " " + reason.name())
                    .whenComplete((_, failure) -> sent(reason, failure)),
            () -> told(reason).set(0));
  }

  private void sent(WakeUp reason, @Nullable Throwable failure) {
    if (failure != null) {
      log.debug("wake-up not published: {}", failure.getMessage());
      told(reason).set(0);
    } else if (told(reason).decrementAndGet() > 0) {
      send(reason);
    }
  }

  private AtomicInteger told(WakeUp reason) {
    return told.computeIfAbsent(reason, _ -> new AtomicInteger());
  }

  private void connect(String url) {
    while (!closed && client == null) {
      try {
        RedissonClient connected = Redisson.create(configuration(url));
        topic(connected).addListener(String.class, (_, text) -> received(text));
        client = connected;
        listeners.forEach((topic, listener) -> attach(connected, topic, listener));
        log.info("Redis is there");
      } catch (RuntimeException e) {
        log.warn("Redis cannot be reached, work goes on without it: {}", e.getMessage());
        pause();
      }
    }
  }

  private static Config configuration(String url) {
    Config config = new Config();
    config.setCodec(StringCodec.INSTANCE);
    config.setLockWatchdogTimeout(5000);
    config.setThreads(2);
    config.setNettyThreads(2);
    config
        .useSingleServer()
        .setAddress(url)
        .setConnectionMinimumIdleSize(1)
        .setConnectionPoolSize(8)
        .setSubscriptionConnectionPoolSize(2)
        .setConnectTimeout(2000)
        .setTimeout(1000)
        .setRetryAttempts(1);
    return config;
  }

  private static void pause() {
    try {
      Thread.sleep(RETRY);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void received(String text) {
    // Our own wake-ups were heard directly.
    if (!text.startsWith(self + " ")) {
      try {
        wakeUps.accept(WakeUp.valueOf(text.substring(text.indexOf(' ') + 1)));
      } catch (IllegalArgumentException e) {
        log.debug("a newer pod's wake-up: {}", text);
      }
    }
  }

  private static RTopic topic(RedissonClient redis) {
    return redis.getTopic(TOPIC);
  }

  @Override
  public void destroy() {
    closed = true;
    RedissonClient connected = client;
    if (connected != null) {
      // With a listener left, shutting down hangs for ten seconds.
      topic(connected).removeAllListeners();
      listeners.keySet().forEach(topic -> connected.getTopic(topic).removeAllListeners());
      connected.shutdown(0, 2, java.util.concurrent.TimeUnit.SECONDS);
    }
  }
}
