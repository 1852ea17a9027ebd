package io.washa.agent.routeros;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * How fast one router is spoken to: {@value #BURST} sentences at once, then one every {@value
 * #MILLIS_EACH} ms. RouterOS clamps itself to that after a burst, over all connections (one CHR,
 * confidence M), so going faster only fills its queue, in which who just paid would wait. Safe for
 * several threads.
 */
final class Pace {
  private static final int BURST = 200;
  private static final int MILLIS_EACH = 20;
  private static final long EACH = Duration.ofMillis(MILLIS_EACH).toNanos();

  /** When everything sent so far is worked off. */
  private long restedAt = System.nanoTime();

  /**
   * Counts a sentence that does not wait.
   *
   * @return nanoseconds that one which waits would have to
   */
  synchronized long take() {
    long now = System.nanoTime();
    restedAt = Math.max(restedAt - now, 0) + now + EACH;
    return restedAt - now - BURST * EACH;
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
