package io.washa.agents;

import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * Runs one connection's tasks in order, one at a time, on a virtual thread that exists only while
 * there are any. Bounded by asking the source to pause.
 */
final class SerialQueue {
  private static final int MOST_TASKS = 64;
  private static final long MOST_BYTES = 2L * 1024 * 1024;

  private final Queue<Task> tasks = new ArrayDeque<>();
  private final Flow flow;
  private long bytes;
  private boolean running;
  private boolean paused;
  private boolean closed;

  SerialQueue(Flow flow) {
    this.flow = flow;
  }

  private record Task(Runnable action, int bytes) {}

  /** Where tasks come from. */
  interface Flow {
    /** Asks for no more until {@link #resume}; a few more may come. */
    void pause();

    /** Asks for more again. */
    void resume();
  }

  /** Adds a task that keeps so many bytes in memory. */
  synchronized void add(int size, Runnable action) {
    if (closed) {
      return;
    }
    tasks.add(new Task(action, size));
    bytes += size;
    if (!paused && (tasks.size() >= MOST_TASKS || bytes >= MOST_BYTES)) {
      paused = true;
      flow.pause();
    }
    if (!running) {
      running = true;
      Thread.ofVirtual().name("agent-inbound").start(this::drain);
    }
  }

  /** Drops what has not begun, does this last, and takes nothing more. */
  synchronized void finish(Runnable last) {
    tasks.clear();
    add(0, last);
    closed = true;
  }

  private void drain() {
    for (Task task = next(); task != null; task = next()) {
      task.action().run();
      done(task);
    }
  }

  private synchronized @Nullable Task next() {
    Task task = tasks.poll();
    if (task == null) {
      running = false;
    }
    return task;
  }

  private synchronized void done(Task task) {
    bytes -= task.bytes();
    if (paused && !closed && tasks.size() < MOST_TASKS / 2 && bytes < MOST_BYTES / 2) {
      paused = false;
      flow.resume();
    }
  }
}
