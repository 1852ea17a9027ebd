package io.washa.agents;

import io.washa.protocol.Goodbye;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/**
 * Keeps many newcomers from trampling each other: a few are looked at together, the others stand in
 * line, and whoever would stand there too long is given a time of its own to come back at.
 */
@Component
class Reception {
  private final HubProperties.Limits limits;
  private final IntSupplier most;
  private final Semaphore places;

  @Autowired
  Reception(HubProperties properties, Connections connections) {
    this(properties.limits(), connections::most);
  }

  /** One where so many agents were connected at most. */
  Reception(HubProperties.Limits limits, IntSupplier most) {
    this.limits = limits;
    this.most = most;
    this.places = new Semaphore(limits.newcomersAtOnce(), true);
  }

  /**
   * Looks at a newcomer when it is its turn.
   *
   * @return what to tell it if its turn did not come in time; empty if it was looked at
   */
  Optional<Goodbye> receive(Runnable look) {
    try {
      if (!places.tryAcquire(limits.line().toMillis(), TimeUnit.MILLISECONDS)) {
        return Optional.of(comeBackLater(limits.line().plus(time(places.getQueueLength()))));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.of(comeBackLater(limits.line()));
    }
    try {
      look.run();
    } finally {
      places.release();
    }
    return Optional.empty();
  }

  private static Goodbye comeBackLater(Duration within) {
    return new Goodbye("very many agents are coming back at once", true, someMillis(within));
  }

  /** What to say to an agent when this pod stops. */
  Goodbye closing() {
    return new Goodbye("this part of the platform is restarting", true, someMillis(spread()));
  }

  /** Over how long a time agents should come back whose connections all broke together. */
  Duration spread() {
    return time(most.getAsInt());
  }

  private Duration time(int reconnects) {
    return Duration.ofMillis(reconnects * 1000L / limits.reconnectsPerSecond());
  }

  private static long someMillis(Duration within) {
    return 1 + ThreadLocalRandom.current().nextLong(within.toMillis() + 1);
  }
}
