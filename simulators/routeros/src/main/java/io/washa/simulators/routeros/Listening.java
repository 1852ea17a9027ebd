package io.washa.simulators.routeros;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * One client that is told of every change in a menu. A client that does not read falls behind at
 * most as far as the queue is long, then its stream ends.
 */
final class Listening implements Store.Watcher {
  private static final int QUEUE = 100_000;

  private final Printing printing;
  private final Request request;
  private final ReplyWriter replies;
  private final Store store;
  private final BlockingQueue<List<String>> pending = new ArrayBlockingQueue<>(QUEUE);
  private final AtomicBoolean overrun = new AtomicBoolean();

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
      overrun.set(true);
      store.unwatch(this);
    }
  }

  void run() throws IOException, InterruptedException {
    while (!overrun.get() || !pending.isEmpty()) {
      replies.send(request.tag(), pending.take());
    }
    replies.send(request.tag(), List.of("!done"));
  }

  void end() {
    store.unwatch(this);
  }
}
