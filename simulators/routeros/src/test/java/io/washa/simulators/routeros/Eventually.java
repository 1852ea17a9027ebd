package io.washa.simulators.routeros;

import java.util.concurrent.Callable;

/** Asks again until an answer comes, for at most five seconds. */
final class Eventually {
  private static final long DEADLINE_MILLIS = 5_000;

  private Eventually() {}

  /** The first answer that is no exception. */
  static <T> T get(Callable<T> question) throws Exception {
    long end = System.nanoTime() + DEADLINE_MILLIS * 1_000_000;
    while (true) {
      try {
        return question.call();
      } catch (Exception | AssertionError e) {
        if (System.nanoTime() > end) {
          throw e;
        }
        Thread.sleep(5);
      }
    }
  }

  /** Returns once the assertion holds. */
  static void holds(Runnable assertion) throws Exception {
    boolean _ =
        get(() -> {
          assertion.run();
          return true;
        });
  }
}
