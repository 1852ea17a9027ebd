package io.washa.simulators.routeros;

import java.util.concurrent.locks.LockSupport;

/** Waiting that nothing cuts short. */
final class Pause {
  private Pause() {}

  static void nanos(long nanos) {
    long end = System.nanoTime() + nanos;
    for (long left = nanos; left > 0; left = end - System.nanoTime()) {
      LockSupport.parkNanos(left);
    }
  }
}
