package io.washa.simulators.routeros;

import java.io.InterruptedIOException;
import java.util.concurrent.locks.LockSupport;

/** Waiting that ends with an I/O error when the thread is asked to stop. */
final class Pause {
  private Pause() {}

  static void nanos(long nanos) throws InterruptedIOException {
    long end = System.nanoTime() + nanos;
    for (long left = nanos; left > 0; left = end - System.nanoTime()) {
      if (Thread.interrupted()) {
        throw new InterruptedIOException();
      }
      LockSupport.parkNanos(left);
    }
  }
}
