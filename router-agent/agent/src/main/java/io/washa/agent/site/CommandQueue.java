package io.washa.agent.site;

import java.io.IOException;
import java.util.Queue;
import java.util.concurrent.ArrayBlockingQueue;

/** Commands that wait for a router's worker. Safe for several threads. */
final class CommandQueue {
  private static final int MAX = 100;

  private final Queue<CommandTask> waiting = new ArrayBlockingQueue<>(MAX);

  /** What carries a command out. */
  interface Runner {
    void run(CommandTask task) throws IOException;
  }

  void add(CommandTask task) {
    if (!waiting.offer(task)) {
      task.answer(false, "too many commands for this router");
    }
  }

  /** Carries out those that still have time; one that breaks the connection is told so. */
  void run(Runner runner) throws IOException {
    CommandTask task;
    while ((task = waiting.poll()) != null) {
      if (task.leftNanos() > 0) {
        try {
          runner.run(task);
        } catch (IOException e) {
          task.answer(false, String.valueOf(e.getMessage()));
          throw e;
        }
      }
    }
  }

  /** Answers all with why they cannot be carried out. */
  void refuse(String reason) {
    CommandTask task;
    while ((task = waiting.poll()) != null) {
      task.answer(false, reason);
    }
  }
}
