package io.washa.demo.e2e;

import java.time.Duration;

/** Waits for what must come, and not for longer than it may take. */
final class Await {
  private static final long LOOK_EVERY_MILLIS = 20;

  private Await() {}

  /** Something that becomes true. */
  @FunctionalInterface
  interface Condition {
    boolean holds() throws Exception;
  }

  /**
   * Returns as soon as the condition holds.
   *
   * @throws AssertionError if it does not in time
   */
  static void until(String what, Duration patience, Condition condition) throws Exception {
    long deadline = System.nanoTime() + patience.toNanos();
    while (!condition.holds()) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError("Not within " + patience.toMillis() + " ms: " + what);
      }
      Thread.sleep(LOOK_EVERY_MILLIS);
    }
  }
}
