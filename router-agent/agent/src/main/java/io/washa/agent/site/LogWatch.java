package io.washa.agent.site;

import io.washa.agent.routeros.Reply;
import io.washa.agent.routeros.RouterConnection;
import io.washa.agent.routeros.RouterLostException;
import io.washa.agent.routeros.Sentence;
import io.washa.protocol.Refusals;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Follows a router's log for refused logins. Listens, and asks now and then where a version does
 * not know how to listen; what was written while the router was out of our sight is read at the
 * next connect. Belongs to its worker's thread.
 */
final class LogWatch {
  private static final long ASK_EVERY_NANOS = Duration.ofSeconds(10).toNanos();

  /** As much as a router's memory log holds; if more comes at once, it is printed. */
  private static final int MAX_WAITING = 1000;

  private static final String[] COLUMNS = {".id", "topics", "message"};

  private final UUID router;
  private final Outbox outbox;
  private final Runnable wake;
  private final RefusalReader reader;
  private final RefusalBook book = new RefusalBook();
  private final BlockingQueue<Map<String, String>> heard = new ArrayBlockingQueue<>(MAX_WAITING);

  private @Nullable RouterConnection connection;
  private @Nullable CompletableFuture<Reply> listening;
  private @Nullable Line last;

  /** What the last print showed; some of it was heard as well and still waits. */
  private Set<Line> printed = Set.of();

  /** More came at once than could wait. */
  private volatile boolean missed;

  private long nextAsk;

  LogWatch(UUID router, DesiredRows rows, Outbox outbox, Runnable wake) {
    this.router = router;
    this.outbox = outbox;
    this.wake = wake;
    this.reader = new RefusalReader(rows);
  }

  private record Line(long id, String topics, String message) {
    static @Nullable Line of(Map<String, String> row) {
      String id = row.getOrDefault(".id", "");
      return id.matches("\\*[0-9A-Fa-f]{1,15}") && row.containsKey("message")
          ? new Line(
              Long.parseLong(id.substring(1), 16),
              row.getOrDefault("topics", ""),
              row.getOrDefault("message", ""))
          : null;
    }
  }

  /** Follows the log of a new connection. The lines before the very first one are old news. */
  void connected(RouterConnection fresh) throws RouterLostException {
    connection = fresh;
    heard.clear();
    Sentence listen = Sentence.of("/log/listen").properties(COLUMNS);
    listening =
        fresh.listen(
            listen,
            row -> {
              if (!heard.offer(row)) {
                missed = true;
              }
              wake.run();
            });
    boolean first = last == null;
    List<Line> news = ask(fresh);
    if (!first) {
      news.forEach(this::take);
    }
  }

  /** Takes in what was written and tells what is due. */
  void turn(long nowNanos) throws RouterLostException {
    List<Map<String, String>> rows = new ArrayList<>();
    heard.drainTo(rows);
    for (Map<String, String> row : rows) {
      Line line = Line.of(row);
      if (line != null && !printed.contains(line)) {
        last = line;
        take(line);
      }
    }
    printed = Set.of();
    CompletableFuture<Reply> open = listening;
    RouterConnection here = connection;
    boolean deaf = open != null && open.isDone() && nowNanos - nextAsk >= 0;
    if (here != null && (deaf || missed)) {
      missed = false;
      ask(here).forEach(this::take);
    }
    if (outbox.isOpen()) {
      List<Refusals.Refusal> due = book.take(nowNanos);
      if (!due.isEmpty()) {
        outbox.send(new Refusals(router, due));
      }
    }
  }

  private void take(Line line) {
    reader
        .read(line.topics(), line.message())
        .ifPresent(refusal -> book.add(refusal, System.nanoTime()));
  }

  /** Prints the log and returns what is new in it. */
  private List<Line> ask(RouterConnection here) throws RouterLostException {
    nextAsk = System.nanoTime() + ASK_EVERY_NANOS;
    Reply reply = here.call(Sentence.of("/log/print").properties(COLUMNS), RouterOps.SHORT);
    List<Line> lines = new ArrayList<>();
    for (Map<String, String> row : reply.rows()) {
      Line line = Line.of(row);
      if (line != null) {
        lines.add(line);
      }
    }
    List<Line> news = after(last, lines);
    if (!lines.isEmpty()) {
      last = lines.get(lines.size() - 1);
      printed = Set.copyOf(lines);
    } else if (last == null && reply.traps().isEmpty()) {
      last = new Line(-1, "", "");
    }
    return news;
  }

  /**
   * What came after a line. If that line is no longer there, the log was cleared, has wrapped or
   * begun again after a restart: all of it is new, except what a wrapped log still has from before.
   */
  private static List<Line> after(@Nullable Line line, List<Line> lines) {
    if (line == null) {
      return lines;
    }
    int at = lines.lastIndexOf(line);
    if (at >= 0) {
      return lines.subList(at + 1, lines.size());
    }
    boolean begunAgain =
        lines.stream().anyMatch(other -> other.id() == line.id())
            || lines.stream().noneMatch(other -> other.id() > line.id());
    return begunAgain ? lines : lines.stream().filter(other -> other.id() > line.id()).toList();
  }
}
