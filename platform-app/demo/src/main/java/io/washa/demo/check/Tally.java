package io.washa.demo.check;

import java.io.PrintStream;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Counts what holds and what does not, and says each. */
final class Tally {
  private final PrintStream out;
  private int passed;
  private int failed;

  Tally(PrintStream out) {
    this.out = out;
  }

  /** Something that is so, or is not. */
  void that(String claim, boolean holds) {
    if (holds) {
      passed++;
    } else {
      failed++;
    }
    out.println((holds ? "✓ " : "✗ ") + claim);
  }

  /**
   * Something that becomes so within a time.
   *
   * @return how long it took
   */
  Duration soon(String claim, Duration patience, BooleanSupplier holds) {
    long begun = System.nanoTime();
    boolean so = holds.getAsBoolean();
    while (!so && System.nanoTime() - begun < patience.toNanos()) {
      pause();
      so = holds.getAsBoolean();
    }
    Duration took = Duration.ofNanos(System.nanoTime() - begun);
    that(claim + " (" + took.toMillis() + " ms)", so);
    return took;
  }

  void say(String text) {
    out.println("  " + text);
  }

  /** A part of the check that could not go on. */
  void broke(String part, RuntimeException failure) {
    that(part + ": " + failure.getMessage(), false);
  }

  /** Prints the closing line; returns whether all held. */
  boolean close() {
    out.println("check: " + passed + " passed, " + failed + " failed");
    return failed == 0;
  }

  static void pause() {
    try {
      Thread.sleep(20);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
