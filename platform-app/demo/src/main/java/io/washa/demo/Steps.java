package io.washa.demo;

import java.io.PrintStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.ReentrantLock;

/** Runs steps, says a line for each, and ends what they started in the opposite order. */
final class Steps implements AutoCloseable {
  private static final Executor THREADS = task -> Thread.ofVirtual().start(task);

  private final PrintStream out;
  private final Deque<Running> running = new ArrayDeque<>();
  private final ReentrantLock closing = new ReentrantLock();
  private boolean closed;

  private record Running(String name, AutoCloseable end) {}

  Steps(PrintStream out) {
    this.out = out;
  }

  /**
   * Runs these at the same time and returns when all are done.
   *
   * @throws DemoFailure if one fails; what did start is ended by {@link #close}
   */
  void together(Step... steps) {
    List<CompletableFuture<Void>> all = new ArrayList<>();
    for (Step step : steps) {
      all.add(CompletableFuture.runAsync(() -> run(step), THREADS));
    }
    try {
      CompletableFuture.allOf(all.toArray(CompletableFuture[]::new)).join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof DemoFailure failure) {
        throw failure;
      }
      throw e;
    }
  }

  /** Ends everything, last started first. What starts later is ended at once. */
  @Override
  public void close() {
    // A second closer waits: the JVM must not go before the first one is done.
    closing.lock();
    try {
      for (Optional<Running> next = next(); next.isPresent(); next = next()) {
        end(next.get());
      }
    } finally {
      closing.unlock();
    }
  }

  private synchronized Optional<Running> next() {
    closed = true;
    return Optional.ofNullable(running.poll());
  }

  private void run(Step step) {
    long begun = System.nanoTime();
    AutoCloseable end;
    try {
      end = step.start().start();
    } catch (Exception e) {
      if (!step.without().isEmpty()) {
        out.printf("✗ %s: %s; %s%n", step.name(), e.getMessage(), step.without());
        return;
      }
      out.printf("✗ %s%n", step.name());
      throw e instanceof DemoFailure failure
          ? failure
          : new DemoFailure(step.name() + ": " + e.getMessage(), e);
    }
    double seconds = (System.nanoTime() - begun) / 1e9;
    out.printf(Locale.ROOT, "✓ %-36s %5.1f s%n", step.name(), seconds);
    Running started = new Running(step.name(), end);
    synchronized (this) {
      if (!closed) {
        running.push(started);
        return;
      }
    }
    end(started);
  }

  private void end(Running started) {
    try {
      started.end().close();
    } catch (Exception e) {
      out.printf("! %s does not end: %s%n", started.name(), e.getMessage());
    }
  }
}
