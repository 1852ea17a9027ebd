package io.washa.agent.site;

import io.washa.agent.store.AgentFolder;
import io.washa.protocol.ApplyDesired;
import io.washa.protocol.Assign;
import io.washa.protocol.Command;
import io.washa.protocol.Hello;
import io.washa.protocol.NeedSnapshot;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** All routers of a site. Takes the hub's messages, makes them durable and wakes the workers. */
public final class Site implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger("washa.site");
  private static final int MAX_ROUTERS = 500;
  private static final int MAX_HELPERS = 8;
  private static final int COMMANDS_REMEMBERED = 1000;

  private final AgentFolder folder;
  private final Outbox outbox;
  private final ScheduledExecutorService timer;
  private final RouterWorker.Surroundings around;
  private final SiteSettings settings;
  private final Map<UUID, RouterWorker> workers = new LinkedHashMap<>();
  private final Set<UUID> commandsSeen = new LinkedHashSet<>();
  private final ThreadPoolExecutor helpers =
      new ThreadPoolExecutor(
          0, MAX_HELPERS, 10, TimeUnit.SECONDS, new SynchronousQueue<>(), Site::helper);

  /** A site that does nothing yet. */
  public Site(AgentFolder folder, Outbox outbox, SiteClock clock, SiteSettings settings) {
    this.folder = folder;
    this.outbox = outbox;
    this.timer = clock.timer();
    this.settings = settings;
    this.around =
        new RouterWorker.Surroundings(settings, folder, clock.cutOffTime(), clock.time(), helpers);
  }

  /**
   * What a site knows of time.
   *
   * @param timer for answers that are due
   * @param cutOffTime the platform's time if the agent is alone and has to end accesses itself
   * @param time the platform's time as far as it is known
   */
  public record SiteClock(
      ScheduledExecutorService timer,
      Supplier<Optional<Instant>> cutOffTime,
      Supplier<Optional<Instant>> time) {}

  /** Takes up the routers known from the last time, before the hub has said anything. */
  public synchronized void start() {
    for (Assign.Router router : folder.assignment().routers()) {
      startWorker(router);
    }
  }

  private void startWorker(Assign.Router router) {
    DesiredRows rows = new DesiredRows(router, folder.router(router.router()));
    try {
      rows.raiseEpoch(router.epoch());
    } catch (IOException e) {
      LOG.log(System.Logger.Level.ERROR, "cannot store: {0}", e.getMessage());
    }
    RouterWorker worker = new RouterWorker(router, rows, outbox, around);
    workers.put(router.router(), worker);
    worker.start();
  }

  /** What the disk holds, for {@link Hello}. */
  public synchronized List<Hello.Holding> holdings() {
    List<Hello.Holding> holdings = new ArrayList<>();
    workers.forEach((id, worker) ->
        holdings.add(new Hello.Holding(id, worker.rows().epoch(), worker.rows().generation())));
    return holdings;
  }

  /** The routers to serve from now on. Each that is served says at once how it stands. */
  public synchronized void assign(Assign assign) throws IOException {
    if (assign.routers().size() > MAX_ROUTERS) {
      throw new IOException("more than " + MAX_ROUTERS + " routers assigned");
    }
    folder.storeAssignment(assign);
    Set<UUID> wanted =
        assign.routers().stream().map(Assign.Router::router).collect(Collectors.toSet());
    for (UUID id : List.copyOf(workers.keySet())) {
      if (!wanted.contains(id)) {
        stopWorker(id);
        folder.forgetRouter(id);
      }
    }
    for (Assign.Router router : assign.routers()) {
      RouterWorker worker = workers.get(router.router());
      if (worker != null && !worker.router().equals(router)) {
        stopWorker(router.router());
        worker = null;
      }
      if (worker == null) {
        startWorker(router);
      }
    }
    workers.values().forEach(RouterWorker::hubConnected);
  }

  private void stopWorker(UUID id) {
    RouterWorker worker = workers.remove(id);
    if (worker != null) {
      worker.close();
    }
  }

  /** Stores what should be and has it done. */
  public synchronized void apply(ApplyDesired message) throws IOException {
    RouterWorker worker = workers.get(message.router());
    if (worker == null) {
      LOG.log(System.Logger.Level.WARNING, "rows for unknown router {0}", message.router());
      return;
    }
    Acceptance acceptance = worker.rows().accept(message);
    if (acceptance instanceof Acceptance.Accepted accepted) {
      accepted(worker, message, accepted);
    } else if (acceptance instanceof Acceptance.Repeated repeated) {
      answerLater(worker, repeated.rows());
      worker.changed(false, Set.of());
    } else if (acceptance instanceof Acceptance.BaseMissing) {
      outbox.send(
          new NeedSnapshot(message.router(), worker.rows().epoch(), worker.rows().generation()));
    } else if (acceptance instanceof Acceptance.Older) {
      LOG.log(
          System.Logger.Level.WARNING,
          "{0}: refused generation {1} of epoch {2}, newer is held",
          worker.router().name(),
          message.generation(),
          message.epoch());
      outbox.send(worker.rows().holding());
    }
  }

  private void accepted(RouterWorker worker, ApplyDesired message, Acceptance.Accepted accepted) {
    LOG.log(
        System.Logger.Level.INFO,
        "{0}: {1} of {2} rows, generation {3}",
        worker.router().name(),
        accepted.snapshot() ? "snapshot" : "change",
        accepted.rows().size(),
        message.generation());
    Set<UserKey> users = message.rows().stream().map(UserKey::of).collect(Collectors.toSet());
    answerLater(worker, accepted.rows());
    worker.changed(accepted.snapshot(), users);
  }

  private void answerLater(RouterWorker worker, List<UUID> rows) {
    later(
        () -> worker.answerIsDue(rows), settings.answerWithin().toMillis(), TimeUnit.MILLISECONDS);
  }

  private void later(Runnable task, long delay, TimeUnit unit) {
    var unused =
        timer.schedule(
            () -> {
              try {
                task.run();
              } catch (RuntimeException e) {
                LOG.log(System.Logger.Level.ERROR, "unexpected failure", e);
              }
            },
            delay,
            unit);
  }

  private static Thread helper(Runnable task) {
    Thread thread = new Thread(task, "helper");
    thread.setDaemon(true);
    return thread;
  }

  /** Whether a command was not seen before: a restart asked for once happens once. */
  private boolean isNew(UUID command) {
    if (commandsSeen.size() >= COMMANDS_REMEMBERED) {
      commandsSeen.remove(commandsSeen.iterator().next());
    }
    return commandsSeen.add(command);
  }

  /** Does something once, if there is still time. */
  public synchronized void command(Command command) {
    if (!isNew(command.id())) {
      LOG.log(System.Logger.Level.WARNING, "command {0} came again", command.id());
      return;
    }
    CommandTask task = new CommandTask(command, outbox);
    RouterWorker worker = workers.get(command.router());
    if (worker == null) {
      task.answer(false, "this agent does not serve that router");
      return;
    }
    if (command.timeToLiveMillis() <= 0) {
      task.answer(false, "its time was over");
      return;
    }
    later(
        () -> task.answer(false, "the router did not answer in time"),
        command.timeToLiveMillis(),
        TimeUnit.MILLISECONDS);
    worker.command(task);
  }

  /** Stops all workers; what is stored stays. */
  @Override
  public synchronized void close() {
    workers.values().forEach(RouterWorker::close);
    workers.clear();
    helpers.shutdownNow();
  }
}
