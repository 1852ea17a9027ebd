package io.washa.agent.site;

import io.washa.agent.routeros.LoginRefusedException;
import io.washa.agent.store.AgentFolder;
import io.washa.protocol.Applied;
import io.washa.protocol.Assign;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Keeps one router as desired, on a thread and a connection of its own, so that a router that hangs
 * holds up nobody but itself.
 */
final class RouterWorker implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger("washa.site");
  private static final long TICK_NANOS = Duration.ofSeconds(1).toNanos();

  private final Assign.Router router;
  private final DesiredRows rows;
  private final Outbox outbox;
  private final SiteSettings settings;
  private final Surroundings around;
  private final SessionWatch watch;
  private final Telemetry telemetry;
  private final CommandQueue commands = new CommandQueue();
  private final SessionRounds rounds;
  private final RouterLink link;
  private final Sweeps sweeps;
  private final RetryPauses pauses;
  private final Thread thread;
  private final Semaphore bell = new Semaphore(0);

  private volatile boolean closed;
  private volatile @Nullable String waitsBecause;

  private long nextKeepAlive;

  RouterWorker(Assign.Router router, DesiredRows rows, Outbox outbox, Surroundings around) {
    this.router = router;
    this.rows = rows;
    this.outbox = outbox;
    this.settings = around.settings();
    this.around = around;
    this.link = new RouterLink(router, rows, settings.timings());
    this.pauses = new RetryPauses(settings);
    this.sweeps = new Sweeps(router, rows, outbox, settings);
    this.watch = new SessionWatch(router.router(), rows, outbox, around.time());
    this.rounds =
        new SessionRounds(watch, new WaitingDevices(router.name(), rows), outbox, settings);
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
    rounds.fresh(users);
    if (everything) {
      sweeps.want();
    }
    String reason = waitsBecause;
    if (reason != null) {
      rows.wait(null, reason);
      report();
    }
    ring();
  }

  /** The hub asks for something now. */
  void command(CommandTask task) {
    commands.add(task);
    ring();
  }

  /** The hub is back and has to hear everything again. */
  void hubConnected() {
    rows.reportAllAgain();
    rounds.sayAgain();
    sweeps.sayAgain();
    report();
    ring();
  }

  /** Whoever has waited long enough for the router is told so. */
  void answerIsDue(List<java.util.UUID> accesses) {
    String reason = waitsBecause;
    rows.wait(accesses, reason == null ? "the router has not answered yet" : reason);
    report();
  }

  private void ring() {
    bell.release();
  }

  private void run() {
    while (!closed) {
      try {
        RouterLink.Open open = connected();
        turn(open);
        sleep(untilNextDuty(open.stance().isStranger()));
      } catch (LoginRefusedException e) {
        lost(String.valueOf(e.getMessage()), pauses.afterRefusal());
      } catch (IOException e) {
        lost(String.valueOf(e.getMessage()), pauses.afterLoss());
      } catch (RuntimeException e) {
        LOG.log(System.Logger.Level.ERROR, router.name() + ": unexpected failure", e);
        lost("the agent failed: " + e, pauses.afterLoss());
      }
    }
    link.disconnect();
    telemetry.remember();
  }

  private RouterLink.Open connected() throws IOException {
    RouterLink.Open open = link.current();
    if (open == null) {
      open = link.connect();
      reached(open);
    }
    return open;
  }

  private void reached(RouterLink.Open open) throws IOException {
    pauses.reached();
    waitsBecause = open.stance().isStranger() ? open.stance().why() : null;
    LOG.log(System.Logger.Level.INFO, "{0}: connected to {1}", router.name(), link.identity());
    outbox.send(watch.reachable(link.identity(), waitsBecause));
    if (open.stance().isStranger()) {
      LOG.log(System.Logger.Level.ERROR, "{0}: {1}", router.name(), waitsBecause);
      rows.waitAll(String.valueOf(waitsBecause));
    } else {
      sweeps.connected(open, link.serial());
      telemetry.connected(open);
    }
    rounds.connected();
    nextKeepAlive = System.nanoTime() + settings.keepAlive().toNanos();
  }

  private void turn(RouterLink.Open open) throws IOException {
    runCommands(open);
    if (open.stance().isStranger()) {
      observeStranger();
    } else {
      keep(open);
    }
    long now = System.nanoTime();
    if (now - nextKeepAlive >= 0) {
      open.ops().name(RouterOps.SHORT);
      nextKeepAlive = System.nanoTime() + settings.keepAlive().toNanos();
    }
  }

  private void keep(RouterLink.Open open) throws IOException {
    if (open.stance().writes()) {
      cutEnded();
    }
    changed(open);
    retry(open);
    watchSessions(open);
    if (sweeps.isDue()) {
      sweep(open);
      watchSessions(open);
    }
    report();
    telemetry.turn(open);
    sweeps.idle(open, link.serial());
  }

  /** Another box than ours: what is ours is not on it, and nobody on it is ours. */
  private void observeStranger() {
    if (rounds.takeSayAgain()) {
      outbox.send(watch.reachable(link.identity(), waitsBecause));
    }
    rows.wait(null, String.valueOf(waitsBecause));
    report();
  }

  /** Rows that changed. */
  private void changed(RouterLink.Open open) throws IOException {
    Set<UserKey> users = rows.takeDirty();
    try {
      narrow(open, users, () -> {});
    } catch (IOException e) {
      rows.takeBack(users);
      throw e;
    }
  }

  /** Rows that were refused before: apart from the others, which must not wait for them. */
  private void retry(RouterLink.Open open) throws IOException {
    narrow(open, rows.dueAgain(System.nanoTime()), () -> changed(open));
  }

  private void narrow(RouterLink.Open open, Set<UserKey> users, Reconciler.Interruption between)
      throws IOException {
    open.reconciler().narrow(users, between);
    if (!users.isEmpty()) {
      report();
      rounds.letIn(open, users);
    }
  }

  private void sweep(RouterLink.Open open) throws IOException {
    boolean first = !sweeps.isSweptSinceConnect();
    sweeps.run(
        open,
        link.serial(),
        () -> {
          runCommands(open);
          changed(open);
          watchSessions(open);
        });
    report();
    rounds.letInAfterSweep(open, first);
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
    commands.run(task -> run(task, open));
  }

  private void run(CommandTask task, RouterLink.Open open) throws IOException {
    Optional<String> refusal = open.stance().refusal(task.command());
    if (refusal.isPresent()) {
      task.answer(false, refusal.get());
    } else {
      Commands.run(
          task,
          new RouterCommand.Desk(router, open, rows, sweeps, around.helpers(), around.time()));
    }
  }

  /** Looks who is online if that is due; a look at everybody is a sign of life as well. */
  private void watchSessions(RouterLink.Open open) throws IOException {
    if (rounds.look(open, link.identity())) {
      nextKeepAlive = System.nanoTime() + settings.keepAlive().toNanos();
    }
  }

  private void report() {
    if (outbox.isOpen()) {
      for (Applied applied : rows.takeReports()) {
        outbox.send(applied);
      }
    }
  }

  private long untilNextDuty(boolean isStranger) {
    long now = System.nanoTime();
    long wait = Math.min(TICK_NANOS, nextKeepAlive - now);
    if (isStranger) {
      return wait;
    }
    wait = Math.min(wait, rounds.nextNanos() - now);
    wait = Math.min(wait, telemetry.nextNanos() - now);
    wait = Math.min(wait, sweeps.nextNanos() - now);
    Optional<Long> retry = rows.nextRetryNanos();
    if (retry.isPresent()) {
      wait = Math.min(wait, retry.get() - now);
    }
    return rows.hasDirty() || sweeps.isWanted() ? 0 : wait;
  }

  private void lost(String reason, long pauseNanos) {
    sweeps.lost();
    link.disconnect();
    if (closed) {
      return;
    }
    boolean news = !reason.equals(waitsBecause);
    boolean again = rounds.takeSayAgain();
    waitsBecause = reason;
    if (news) {
      LOG.log(System.Logger.Level.WARNING, "{0}: {1}", router.name(), reason);
    }
    if (news || again) {
      outbox.send(watch.unreachable(link.identity(), reason));
    }
    rows.wait(null, reason);
    report();
    commands.refuse(reason);
    try {
      if (!isWatched()) {
        cutEnded();
      }
    } catch (IOException e) {
      LOG.log(System.Logger.Level.ERROR, "cannot store: {0}", e.getMessage());
    }
    sleep(pauseNanos);
  }

  /** A router that is only watched keeps whoever its owner lets in. */
  private boolean isWatched() {
    Assign.Rules rules = router.rules();
    return rules != null && rules.reportOnly();
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
