package io.washa.agent;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Waiting for what must become true, with an end. */
final class Eventually {
  private Eventually() {}

  static void until(String what, BooleanSupplier condition) {
    var _ =
        value(
            what,
            Duration.ofSeconds(10),
            () -> condition.getAsBoolean() ? Optional.of(true) : Optional.empty());
  }

  static <T> T value(String what, Duration within, Supplier<Optional<T>> source) {
    long end = System.nanoTime() + within.toNanos();
    while (true) {
      Optional<T> value = source.get();
      if (value.isPresent()) {
        return value.get();
      }
      if (System.nanoTime() > end) {
        throw new AssertionError("did not come within " + within + ": " + what);
      }
      LockSupport.parkNanos(10_000_000);
    }
  }
}
