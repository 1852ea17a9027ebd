package io.washa.work;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Tells the workers of this pod directly, and those of other pods through Redis, that there is
 * something to do. Only ever saves waiting: a lost wake-up is made good by the next look.
 */
@Component
public class WakeUps {
  private final Redis redis;
  private final List<Listener> listeners = new CopyOnWriteArrayList<>();

  WakeUps(Redis redis) {
    this.redis = redis;
    redis.onWakeUp(this::tellListeners);
  }

  /** Somebody who looks when told to. */
  @FunctionalInterface
  public interface Listener {
    /** Must return at once. */
    void woken(WakeUp reason);
  }

  /** Adds a listener for the life of the process. */
  public void listen(Listener listener) {
    listeners.add(listener);
  }

  /** Hears what any pod tells on a topic, while there is Redis; one listener for a topic. */
  public void hear(String topic, Consumer<String> listener) {
    redis.listen(topic, listener);
  }

  /** Tells all pods something on a topic; neither waits nor fails, and may be lost. */
  public void tell(String topic, String text) {
    redis.tell(topic, text);
  }

  /** Wakes after the running transaction has committed, or now if there is none. */
  public void afterCommit(WakeUp reason) {
    if (TransactionSynchronizationManager.isSynchronizationActive()) {
      TransactionSynchronizationManager.registerSynchronization(
          new TransactionSynchronization() {
            @Override
            public void afterCommit() {
              now(reason);
            }
          });
    } else {
      now(reason);
    }
  }

  private void now(WakeUp reason) {
    tellListeners(reason);
    redis.publish(reason);
  }

  private void tellListeners(WakeUp reason) {
    listeners.forEach(listener -> listener.woken(reason));
  }
}
