package io.washa.agent.site;

import io.washa.agent.store.AgentFolder;
import io.washa.protocol.Assign;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

/**
 * Everything a router tells without being asked to change: counters, health, refused logins, and
 * the sessions that a restarted agent has to know again. Belongs to its worker's thread.
 */
final class Telemetry {
  private static final System.Logger LOG = System.getLogger("washa.site");

  private final UUID router;
  private final DesiredRows rows;
  private final SessionWatch watch;
  private final Measuring measuring;
  private final LogWatch log;
  private final AgentFolder folder;
  private final long everyNanos;
  private long nextMeasure;
  private List<String> stored = List.of();

  Telemetry(
      Assign.Router router,
      DesiredRows rows,
      SessionWatch watch,
      RouterWorker.Surroundings around,
      Voice voice) {
    this.router = router.router();
    this.rows = rows;
    this.watch = watch;
    this.folder = around.folder();
    this.everyNanos = around.settings().measureEvery().toNanos();
    this.measuring = new Measuring(this.router, watch, voice.outbox(), around.time());
    this.log = new LogWatch(this.router, rows, voice.outbox(), voice.wake());
    List<KnownSession> known = new ArrayList<>();
    folder.sessions(this.router).stream()
        .map(KnownSession::parse)
        .filter(Objects::nonNull)
        .forEach(known::add);
    watch.sessions().recall(known);
  }

  /**
   * How it is heard.
   *
   * @param wake has the worker take a turn, from any thread
   */
  record Voice(Outbox outbox, Runnable wake) {}

  /** The connection is a new one. */
  void connected(RouterLink.Open open) throws IOException {
    nextMeasure = System.nanoTime();
    measuring.connected();
    log.connected(open.connection());
  }

  /** Tells what is due. */
  void turn(RouterLink.Open open) throws IOException {
    long now = System.nanoTime();
    log.turn(now);
    if (now - nextMeasure >= 0) {
      nextMeasure = now + everyNanos;
      measuring.measure(open.ops(), rows);
      remember();
    }
  }

  /** When something is due next. */
  long nextNanos() {
    return nextMeasure;
  }

  /** Stores the sessions, if others have come or some are gone. */
  void remember() {
    List<String> lines = new ArrayList<>(watch.sessions().lines());
    Collections.sort(lines);
    if (!lines.equals(stored)) {
      try {
        folder.storeSessions(router, lines);
        stored = lines;
      } catch (IOException e) {
        LOG.log(System.Logger.Level.WARNING, "cannot store the sessions: {0}", e.getMessage());
      }
    }
  }
}
