package io.washa.simulators.routeros;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;

/** A board that writes its flash late: a power cut loses what is younger than the delay. */
final class LazyFlash implements Consumer<Change> {
  private final Duration delay;
  private final InstantSource clock;
  private final Deque<Change> young = new ArrayDeque<>();

  LazyFlash(Duration delay, InstantSource clock) {
    this.delay = delay;
    this.clock = clock;
  }

  @Override
  public void accept(Change change) {
    forgetOld();
    young.add(change);
  }

  private void forgetOld() {
    Instant written = clock.instant().minus(delay);
    while (!young.isEmpty() && young.getFirst().at().isBefore(written)) {
      young.removeFirst();
    }
  }

  /** An orderly reboot writes everything first. */
  void flush() {
    young.clear();
  }

  /** The power is gone: takes back what had not been written. */
  void cut(Store store) {
    forgetOld();
    store.removeRecorder(this);
    while (!young.isEmpty()) {
      store.takeBack(young.removeLast());
    }
    store.addRecorder(this);
  }
}
