package io.washa.work;

import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
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
  private volatile boolean closed;

  Redis(@Value("${washa.redis.url}") String url) {
    Thread.ofVirtual().name("redis-connect").start(() -> connect(url));
  }

  /** The client, if Redis has been reached since start; its calls may still fail. */
  public Optional<RedissonClient> client() {
    return Optional.ofNullable(client);
  }

  void onWakeUp(Consumer<WakeUp> consumer) {
    wakeUps = consumer;
  }

  /** Tells the other pods; neither waits nor fails. */
  void publish(WakeUp reason) {
    client()
        .ifPresent(redis ->
            topic(redis)
                .publishAsync(self + " " + reason.name())
                .whenComplete((_, failure) -> {
                  if (failure != null) {
                    log.debug("wake-up not published: {}", failure.getMessage());
                  }
                }));
  }

  private void connect(String url) {
    while (!closed && client == null) {
      try {
        RedissonClient connected = Redisson.create(configuration(url));
        topic(connected).addListener(String.class, (_, text) -> received(text));
        client = connected;
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
      connected.shutdown(0, 2, java.util.concurrent.TimeUnit.SECONDS);
    }
  }
}
