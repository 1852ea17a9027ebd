package io.washa.bench;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.Histogram;

/** Several workers, each with a connection of its own. */
final class Load {
  private Load() {}

  /** One thing to do, on one worker's connection. */
  interface Worker extends AutoCloseable {
    void once() throws Exception;

    /**
     * Does it at a pace.
     *
     * @param due when it should have begun
     */
    default void once(Instant due) throws Exception {
      once();
    }

    @Override
    void close() throws IOException, SQLException;
  }

  /** As much as possible for a while: things done per second. */
  static double saturated(List<? extends Worker> workers, Duration time) {
    AtomicLong done = new AtomicLong();
    long begun = System.nanoTime();
    long end = begun + time.toNanos();
    together(
        workers,
        worker -> {
          while (System.nanoTime() < end) {
            worker.once();
            done.incrementAndGet();
          }
        });
    return done.get() * 1e9 / (System.nanoTime() - begun);
  }

  /**
   * At a fixed rate, whether or not the one before is done: latency counts from when a thing should
   * have begun, so that a pause is felt by everything it delays.
   */
  static Histogram paced(List<? extends Worker> workers, double perSecond, Duration time) {
    Histogram micros = new Histogram(60_000_000L, 3);
    AtomicLong next = new AtomicLong();
    long begun = System.nanoTime();
    Instant begunAt = Instant.now();
    long total = (long) (perSecond * time.toNanos() / 1e9);
    together(
        workers,
        worker -> {
          for (long i = next.getAndIncrement(); i < total; i = next.getAndIncrement()) {
            long due = begun + (long) (i * 1e9 / perSecond);
            for (long wait = due - System.nanoTime(); wait > 0; wait = due - System.nanoTime()) {
              LockSupport.parkNanos(wait);
            }
            worker.once(begunAt.plusNanos(due - begun));
            long took = (System.nanoTime() - due) / 1000;
            synchronized (micros) {
              micros.recordValue(Math.clamp(took, 1, 60_000_000L));
            }
          }
        });
    return micros;
  }

  private interface Work {
    void by(Worker worker) throws Exception;
  }

  private static void together(List<? extends Worker> workers, Work work) {
    ConcurrentLinkedQueue<Exception> failures = new ConcurrentLinkedQueue<>();
    List<Thread> threads = new ArrayList<>();
    for (Worker worker : workers) {
      threads.add(
          Thread.ofPlatform()
              .start(() -> {
                try {
                  work.by(worker);
                } catch (Exception e) {
                  failures.add(e);
                }
              }));
    }
    try {
      for (Thread thread : threads) {
        thread.join();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
    Exception first = failures.peek();
    if (first != null) {
      throw new IllegalStateException("a worker failed: " + first, first);
    }
  }

  /** Closes all of them. */
  static void close(List<? extends Worker> workers) throws IOException, SQLException {
    for (Worker worker : workers) {
      worker.close();
    }
  }
}
