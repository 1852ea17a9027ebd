package io.washa.agent.site;

import io.washa.agent.store.AgentFolder;
import io.washa.protocol.Applied;
import io.washa.protocol.Assign;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Executor;
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
  private static final long TICK_NANOS = Duration.ofSeconds(1).toNanos();

  private final Assign.Router router;
  private final DesiredRows rows;
  private final Outbox outbox;
  private final SiteSettings settings;
  private final Surroundings around;
  private final SessionWatch watch;
  private final Telemetry telemetry;
  private final Queue<CommandTask> commands = new ArrayBlockingQueue<>(MAX_COMMANDS);
  private final FreshUsers fresh = new FreshUsers();
  private final WaitingDevices devices;
  private final RouterLink link;
  private final Thread thread;
  private final Semaphore bell = new Semaphore(0);

  private volatile boolean closed;
  private volatile boolean sweepWanted = true;
  private volatile boolean observeAgain;
  private volatile @Nullable String unreachable;

  private int failures;
  private boolean sweptSinceConnect;
  private long connectedAt;
  private long nextSweep;
  private long nextSessions;
  private long nextFresh;
  private long nextKeepAlive;

  RouterWorker(Assign.Router router, DesiredRows rows, Outbox outbox, Surroundings around) {
    this.router = router;
    this.rows = rows;
    this.outbox = outbox;
    this.settings = around.settings();
    this.around = around;
    this.link = new RouterLink(router, rows, settings.timings());
    this.devices = new WaitingDevices(router.name(), rows);
    this.watch = new SessionWatch(router.router(), rows, outbox, around.time());
    this.telemetry =
        new Telemetry(router, rows, watch, around, new Telemetry.Voice(outbox, this::ring));
    this.thread = new Thread(this::run, "router " + router.name());
    this.thread.setDaemon(true);
  }

  /**
   * What is the same for all routers of a site.
   *
   * @param cutOffTime the platform's time if the agent is alone and has to end accesses itself
   * @param time the platform's time as far as it is known
   * @param helpers for commands that take long
   */
  record Surroundings(
      SiteSettings settings,
      AgentFolder folder,
      Supplier<Optional<Instant>> cutOffTime,
      Supplier<Optional<Instant>> time,
      Executor helpers) {}

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
  void changed(boolean everything, Set<UserKey> users) {
    fresh.add(users);
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
        turn(connected());
        sleep(untilNextDuty());
      } catch (IOException e) {
        lost(String.valueOf(e.getMessage()));
      } catch (RuntimeException e) {
        LOG.log(System.Logger.Level.ERROR, router.name() + ": unexpected failure", e);
        lost("the agent failed: " + e);
      }
    }
    link.disconnect();
    telemetry.remember();
  }

  private RouterLink.Open connected() throws IOException {
    RouterLink.Open open = link.current();
    if (open == null) {
      open = link.connect();
      reached();
      telemetry.connected(open);
    }
    return open;
  }

  private void reached() {
    failures = 0;
    unreachable = null;
    LOG.log(System.Logger.Level.INFO, "{0}: connected to {1}", router.name(), link.identity());
    outbox.send(watch.reachable(link.identity()));
    long now = System.nanoTime();
    sweepWanted = true;
    sweptSinceConnect = false;
    connectedAt = now;
    devices.connected();
    nextSessions = now;
    nextFresh = now;
    nextKeepAlive = now + settings.keepAlive().toNanos();
  }

  private void turn(RouterLink.Open open) throws IOException {
    cutEnded();
    runCommands(open);
    narrow(open);
    watchSessions(open.ops());
    if (sweepWanted || System.nanoTime() - nextSweep >= 0) {
      sweep(open);
      watchSessions(open.ops());
    }
    report();
    telemetry.turn(open);
    long now = System.nanoTime();
    if (now - nextKeepAlive >= 0) {
      open.ops().name(RouterOps.SHORT);
      nextKeepAlive = System.nanoTime() + settings.keepAlive().toNanos();
    }
  }

  private void narrow(RouterLink.Open open) throws IOException {
    Set<UserKey> users = rows.takeDirty(System.nanoTime());
    open.reconciler().narrow(users);
    if (!users.isEmpty()) {
      report();
      letIn(open.ops(), users);
    }
  }

  private void sweep(RouterLink.Open open) throws IOException {
    sweepWanted = false;
    open.reconciler()
        .sweep(() -> {
          runCommands(open);
          narrow(open);
          watchSessions(open.ops());
        });
    report();
    letIn(open.ops(), sweptSinceConnect ? fresh.now() : null);
    sweptSinceConnect = true;
    long every = settings.sweepEvery().toNanos();
    nextSweep = System.nanoTime() + every - (long) (every * 0.2 * Math.random());
  }

  /** Devices that wait; whoever comes in is to be seen at once. */
  private void letIn(RouterOps ops, @Nullable Set<UserKey> users) throws IOException {
    if (devices.letIn(ops, users)) {
      nextFresh = System.nanoTime();
    }
  }

  private void cutEnded() throws IOException {
    Optional<Instant> time = around.cutOffTime().get();
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

  private void runCommands(RouterLink.Open open) throws IOException {
    CommandTask task;
    while ((task = commands.poll()) != null) {
      if (task.leftNanos() > 0) {
        try {
          Commands.run(
              task, new RouterCommand.Desk(router, open, rows, around.helpers(), around.time()));
        } catch (IOException e) {
          task.answer(false, String.valueOf(e.getMessage()));
          throw e;
        }
      }
    }
  }

  private void watchSessions(RouterOps ops) throws IOException {
    long now = System.nanoTime();
    Set<UserKey> looked = fresh.now();
    if (observeAgain && !watch.isKnown()) {
      nextSessions = now;
    }
    if (now - nextSessions >= 0) {
      nextFresh = now + settings.freshSessionsEvery().toNanos();
      boolean reconnected = now - connectedAt < FreshUsers.FRESH.toNanos();
      letIn(ops, reconnected ? null : looked);
      boolean stale = watch.everybody(ops);
      nextSessions = System.nanoTime() + settings.sessionsEvery().toNanos();
      nextKeepAlive = System.nanoTime() + settings.keepAlive().toNanos();
      if (stale && sweptSinceConnect) {
        ring();
      }
    } else if (!looked.isEmpty() && now - nextFresh >= 0) {
      nextFresh = now + settings.freshSessionsEvery().toNanos();
      devices.letIn(ops, looked);
      watch.some(ops, looked);
    }
    if (observeAgain) {
      observeAgain = false;
      outbox.send(watch.reachable(link.identity()));
      watch.sendEverybody(link.identity());
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
    wait = Math.min(wait, telemetry.nextNanos() - now);
    wait = Math.min(wait, nextSweep - now);
    if (!fresh.isEmpty()) {
      wait = Math.min(wait, nextFresh - now);
    }
    Optional<Long> retry = rows.nextRetryNanos();
    if (retry.isPresent()) {
      wait = Math.min(wait, retry.get() - now);
    }
    return rows.hasDirty() || sweepWanted ? 0 : wait;
  }

  private void lost(String reason) {
    link.disconnect();
    if (closed) {
      return;
    }
    boolean news = !reason.equals(unreachable);
    unreachable = reason;
    failures++;
    if (news) {
      LOG.log(System.Logger.Level.WARNING, "{0}: {1}", router.name(), reason);
      outbox.send(watch.unreachable(link.identity(), reason));
    } else if (observeAgain) {
      outbox.send(watch.unreachable(link.identity(), reason));
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

  /** Stops; a sentence on its way is given up and the next start reads again. */
  @Override
  public void close() {
    closed = true;
    link.abort();
    ring();
    try {
      thread.join(2000);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
