package io.washa.agent.routeros;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * How fast one router is spoken to: {@value #BURST} sentences at once, then one after each pause.
 * Safe for several threads.
 */
final class Pace {
  private static final int BURST = 200;

  private final long each;

  /** When everything sent so far is worked off. */
  private long restedAt = System.nanoTime();

  Pace(Duration each) {
    this.each = each.toNanos();
  }

  /**
   * Counts a sentence that does not wait.
   *
   * @return nanoseconds that one which waits would have to
   */
  synchronized long take() {
    long now = System.nanoTime();
    restedAt = Math.max(restedAt - now, 0) + now + each;
    return restedAt - now - BURST * each;
  }

  /** Counts a sentence and waits for its turn. */
  void await() {
    long nanos = take();
    if (nanos > 0) {
      try {
        TimeUnit.NANOSECONDS.sleep(nanos);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt(); // The reply's wait, soon after, ends with it.
      }
    }
  }
}
