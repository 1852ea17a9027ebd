package io.washa.agent.site;

import io.washa.agent.routeros.RouterAddress;
import io.washa.agent.routeros.RouterConnection;
import io.washa.protocol.Applied;
import io.washa.protocol.Assign;
import io.washa.protocol.Observed;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Keeps one router as desired, on a thread and a connection of its own, so that a router that hangs
 * holds up nobody but itself.
 */
final class RouterWorker implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger("washa.site");
  private static final int MAX_COMMANDS = 100;
  private static final int MANY_FRESH = 100;
  private static final Duration FRESH = Duration.ofMinutes(2);
  private static final long TICK_NANOS = Duration.ofSeconds(1).toNanos();

  private final Assign.Router router;
  private final DesiredRows rows;
  private final Outbox outbox;
  private final SiteSettings settings;
  private final Supplier<Optional<Instant>> cutOffTime;
  private final SessionWatch watch;
  private final Queue<CommandTask> commands = new ArrayBlockingQueue<>(MAX_COMMANDS);
  private final Map<String, Long> freshUntil = new ConcurrentHashMap<>();
  private final Thread thread;
  private final Semaphore bell = new Semaphore(0);

  private volatile boolean closed;
  private volatile boolean sweepWanted = true;
  private volatile boolean observeAgain;
  private volatile @Nullable String unreachable;
  private volatile @Nullable RouterConnection connection;

  private @Nullable RouterOps ops;
  private @Nullable Reconciler reconciler;
  private Observed.@Nullable Identity identity;
  private int failures;
  private boolean sweptSinceConnect;
  private long nextSweep;
  private long nextSessions;
  private long nextFresh;
  private long nextKeepAlive;

  RouterWorker(Assign.Router router, DesiredRows rows, Outbox outbox, Surroundings around) {
    this.router = router;
    this.rows = rows;
    this.outbox = outbox;
    this.settings = around.settings();
    this.cutOffTime = around.cutOffTime();
    this.watch = new SessionWatch(router.router(), rows, outbox);
    this.thread = new Thread(this::run, "router " + router.name());
    this.thread.setDaemon(true);
  }

  /**
   * What is the same for all routers of a site.
   *
   * @param cutOffTime the platform's time if the agent is alone and has to end accesses itself
   */
  record Surroundings(SiteSettings settings, Supplier<Optional<Instant>> cutOffTime) {}

  void start() {
    thread.start();
  }

  Assign.Router router() {
    return router;
  }

  DesiredRows rows() {
    return rows;
  }

  /** Rows changed: look now. */
  void changed(boolean everything, Set<String> names) {
    long until = System.nanoTime() + FRESH.toNanos();
    if (names.size() <= MANY_FRESH) {
      names.forEach(name -> freshUntil.put(name, until));
    }
    sweepWanted |= everything;
    String reason = unreachable;
    if (reason != null) {
      rows.wait(null, reason);
      report();
    }
    ring();
  }

  /** The hub asks for something now. */
  void command(CommandTask task) {
    if (!commands.offer(task)) {
      task.answer(false, "too many commands for this router");
    }
    ring();
  }

  /** The hub is back and has to hear everything again. */
  void hubConnected() {
    rows.reportAllAgain();
    observeAgain = true;
    report();
    ring();
  }

  /** Whoever has waited long enough for the router is told so. */
  void answerIsDue(List<java.util.UUID> accesses) {
    String reason = unreachable;
    rows.wait(accesses, reason == null ? "the router has not answered yet" : reason);
    report();
  }

  private void ring() {
    bell.release();
  }

  private void run() {
    while (!closed) {
      try {
        RouterOps connected = connected();
        turn(connected);
        sleep(untilNextDuty());
      } catch (IOException e) {
        lost(String.valueOf(e.getMessage()));
      } catch (RuntimeException e) {
        LOG.log(System.Logger.Level.ERROR, router.name() + ": unexpected failure", e);
        lost("the agent failed: " + e);
      }
    }
    disconnect();
  }

  private RouterOps connected() throws IOException {
    RouterOps existing = ops;
    RouterConnection open = connection;
    if (existing != null && open != null && open.isOpen()) {
      return existing;
    }
    disconnect();
    RouterConnection fresh =
        RouterConnection.open(
            new RouterAddress(
                router.host(),
                router.port(),
                router.tlsFingerprint(),
                router.username(),
                router.password()),
            settings.timings());
    connection = fresh;
    RouterOps operations = new RouterOps(fresh);
    identity = operations.identity();
    ops = operations;
    reconciler = new Reconciler(router, rows, operations);
    reached();
    return operations;
  }

  private void reached() {
    failures = 0;
    unreachable = null;
    LOG.log(System.Logger.Level.INFO, "{0}: connected to {1}", router.name(), identity);
    outbox.send(watch.reachable(identity));
    long now = System.nanoTime();
    sweepWanted = true;
    sweptSinceConnect = false;
    nextSessions = now;
    nextFresh = now;
    nextKeepAlive = now + settings.keepAlive().toNanos();
  }

  private void turn(RouterOps connected) throws IOException {
    cutEnded();
    runCommands(connected);
    narrow();
    long now = System.nanoTime();
    if (sweepWanted || now - nextSweep >= 0) {
      sweep(connected);
    }
    report();
    watchSessions(connected);
    now = System.nanoTime();
    if (now - nextKeepAlive >= 0) {
      connected.name(RouterOps.SHORT);
      nextKeepAlive = System.nanoTime() + settings.keepAlive().toNanos();
    }
  }

  private Reconciler reconciler() throws IOException {
    Reconciler current = reconciler;
    if (current == null) {
      throw new IOException("not connected");
    }
    return current;
  }

  private void narrow() throws IOException {
    Set<String> names = rows.takeDirtyNames(System.nanoTime());
    reconciler().narrow(names);
    if (!names.isEmpty()) {
      report();
    }
  }

  private void sweep(RouterOps connected) throws IOException {
    sweepWanted = false;
    reconciler()
        .sweep(() -> {
          runCommands(connected);
          narrow();
        });
    sweptSinceConnect = true;
    long every = settings.sweepEvery().toNanos();
    nextSweep = System.nanoTime() + every - (long) (every * 0.2 * Math.random());
  }

  private void cutEnded() throws IOException {
    Optional<Instant> time = cutOffTime.get();
    if (time.isPresent()) {
      int count = rows.cutEnded(time.get());
      if (count > 0) {
        LOG.log(
            System.Logger.Level.WARNING,
            "{0}: the platform is away; switching off {1} ended accesses",
            router.name(),
            count);
      }
    }
  }

  private void runCommands(RouterOps connected) throws IOException {
    CommandTask task;
    while ((task = commands.poll()) != null) {
      if (task.leftNanos() > 0) {
        try {
          Commands.run(task, connected, reconciler(), rows);
        } catch (IOException e) {
          task.answer(false, String.valueOf(e.getMessage()));
          throw e;
        }
      }
    }
  }

  private void watchSessions(RouterOps connected) throws IOException {
    long now = System.nanoTime();
    freshUntil.values().removeIf(until -> now - until > 0);
    if (observeAgain && !watch.isKnown()) {
      nextSessions = now;
    }
    if (now - nextSessions >= 0) {
      Set<String> stale = watch.everybody(connected);
      nextSessions = System.nanoTime() + settings.sessionsEvery().toNanos();
      nextFresh = System.nanoTime() + settings.freshSessionsEvery().toNanos();
      nextKeepAlive = System.nanoTime() + settings.keepAlive().toNanos();
      if (!stale.isEmpty() && sweptSinceConnect) {
        ring();
      }
    } else if (!freshUntil.isEmpty() && now - nextFresh >= 0) {
      watch.some(connected, new HashSet<>(freshUntil.keySet()));
      nextFresh = System.nanoTime() + settings.freshSessionsEvery().toNanos();
    }
    if (observeAgain) {
      observeAgain = false;
      outbox.send(watch.reachable(identity));
      watch.sendEverybody(identity);
    }
  }

  private void report() {
    if (outbox.isOpen()) {
      for (Applied applied : rows.takeReports()) {
        outbox.send(applied);
      }
    }
  }

  private long untilNextDuty() {
    long now = System.nanoTime();
    long wait = Math.min(TICK_NANOS, nextKeepAlive - now);
    wait = Math.min(wait, nextSessions - now);
    wait = Math.min(wait, nextSweep - now);
    if (!freshUntil.isEmpty()) {
      wait = Math.min(wait, nextFresh - now);
    }
    Optional<Long> retry = rows.nextRetryNanos();
    if (retry.isPresent()) {
      wait = Math.min(wait, retry.get() - now);
    }
    return rows.hasDirty() || sweepWanted ? 0 : wait;
  }

  private void lost(String reason) {
    disconnect();
    if (closed) {
      return;
    }
    boolean news = !reason.equals(unreachable);
    unreachable = reason;
    failures++;
    if (news) {
      LOG.log(System.Logger.Level.WARNING, "{0}: {1}", router.name(), reason);
      outbox.send(watch.unreachable(identity, reason));
    } else if (observeAgain) {
      outbox.send(watch.unreachable(identity, reason));
    }
    observeAgain = false;
    rows.wait(null, reason);
    report();
    CommandTask task;
    while ((task = commands.poll()) != null) {
      task.answer(false, reason);
    }
    try {
      cutEnded();
    } catch (IOException e) {
      LOG.log(System.Logger.Level.ERROR, "cannot store: {0}", e.getMessage());
    }
    sleep(retryPauseNanos());
  }

  private long retryPauseNanos() {
    long min = settings.retryMin().toNanos();
    long max = settings.retryMax().toNanos();
    long pause = Math.min(max, min * (1L << Math.min(failures, 6)) / 2);
    long jittered = (long) (pause * (0.75 + ThreadLocalRandom.current().nextDouble() * 0.5));
    return Math.max(min / 2, Math.min(jittered, max));
  }

  /** Waits, but not longer than until somebody rings. */
  private void sleep(long nanos) {
    try {
      if (nanos > 0 && !closed) {
        var unused = bell.tryAcquire(nanos, TimeUnit.NANOSECONDS);
      }
      bell.drainPermits();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      closed = true;
    }
  }

  private void disconnect() {
    RouterConnection old = connection;
    connection = null;
    ops = null;
    reconciler = null;
    if (old != null) {
      old.close();
    }
  }

  /** Stops; a sentence on its way is given up and the next start reads again. */
  @Override
  public void close() {
    closed = true;
    RouterConnection open = connection;
    if (open != null) {
      open.close();
    }
    ring();
    try {
      thread.join(2000);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
