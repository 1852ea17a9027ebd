package io.washa.simulators.routeros;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.jspecify.annotations.Nullable;

/**
 * One client that is told of every change in a menu. A client that does not read falls behind at
 * most as far as the queue is long, then its stream ends.
 */
final class Listening implements Job, Store.Watcher {
  private static final int QUEUE = 100_000;

  /** Wakes the sender so that it looks whether it still should send. */
  private static final List<String> WAKE = List.of();

  private final Printing printing;
  private final Request request;
  private final ReplyWriter replies;
  private final Store store;
  private final BlockingQueue<List<String>> pending = new ArrayBlockingQueue<>(QUEUE);
  private volatile boolean overrun;
  private volatile boolean stopped;

  Listening(Printing printing, Request request, ReplyWriter replies, Store store) {
    this.printing = printing;
    this.request = request;
    this.replies = replies;
    this.store = store;
  }

  /** Begins to watch, with the present rows first if wanted; a trap if the arguments are wrong. */
  @Nullable Trap begin(boolean withRows) {
    Trap wrong = printing.wrongArgument();
    if (wrong != null) {
      return wrong;
    }
    store.lock.lock();
    try {
      if (withRows) {
        printing.table().rows().forEach(row -> changed(printing.table(), row, false));
      }
      store.watch(this);
    } finally {
      store.lock.unlock();
    }
    return null;
  }

  @Override
  public void changed(Table table, Row row, boolean dead) {
    if (table != printing.table() || !printing.matches(row)) {
      return;
    }
    List<String> words =
        dead
            ? ReplyWriter.row("!re", Map.of(".id", row.printedId()))
            : ReplyWriter.row("!re", printing.show(row));
    if (dead) {
      words.add("=.dead=true");
    }
    if (!pending.offer(words)) {
      overrun = true;
      store.unwatch(this);
    }
  }

  @Override
  public Outcome run() throws IOException, InterruptedException {
    while (!stopped && !(overrun && pending.isEmpty())) {
      List<String> words = pending.take();
      if (!words.isEmpty()) {
        replies.sendUnless(() -> stopped, request.tag(), words);
      }
    }
    return Outcome.done();
  }

  @Override
  public void stop() {
    stopped = true;
    store.unwatch(this);
    // A full queue takes no more, but then the sender does not wait either.
    boolean _ = pending.offer(WAKE);
  }
}
