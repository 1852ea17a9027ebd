package io.washa.simulators.routeros;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** What all connections of one router share. */
final class Machine {
  final Router router;
  final FaultSwitch faults = new FaultSwitch();
  final Users users;

  final Queue<ScriptedAnswer> scripted = new ConcurrentLinkedQueue<>();

  private static final int COMMANDS_KEPT = 10_000;

  private final CostMeter cost;
  private final Deque<String> commands = new ArrayDeque<>();
  private final AtomicReference<Counters> counters = new AtomicReference<>(Counters.ZERO);

  Machine(Router router, Users users, CostMeter cost) {
    this.router = router;
    this.users = users;
    this.cost = cost;
  }

  VersionProfile version() {
    return router.context().version();
  }

  /** How many may be logged in: {@code max-sessions} of the service, from 7.16 on. */
  int maxSessions() {
    Row api = service("api");
    return version().atLeast(7, 16) && api != null
        ? Integer.parseInt(api.values().getOrDefault("max-sessions", "20"))
        : ApiServer.MAX_CONNECTIONS;
  }

  /** Whether a service takes connections from an address. */
  boolean accepts(String service, String from) {
    Store store = router.context().store();
    store.lock.lock();
    try {
      Row row = service(service);
      return row == null
          || (!row.value("disabled").equals("true") && Users.isAllowed(row.value("address"), from));
    } finally {
      store.lock.unlock();
    }
  }

  private @Nullable Row service(String name) {
    return router.context().store().table("/ip/service").byName(name);
  }

  Counters counters() {
    return counters.get();
  }

  /** The newest commands since counting began, oldest first. */
  List<String> commands() {
    synchronized (commands) {
      return List.copyOf(commands);
    }
  }

  void resetCounters() {
    synchronized (commands) {
      commands.clear();
    }
    counters.set(Counters.ZERO);
  }

  /** Counts a sentence and waits until the router gets round to it. */
  void takeIn(String command) {
    synchronized (commands) {
      if (commands.size() == COMMANDS_KEPT) {
        commands.removeFirst();
      }
      commands.addLast(command);
    }
    counters.updateAndGet(old -> old.plus(1, 0, 0));
    Pause.nanos(cost.sentence());
  }

  /** Counts work that was done and waits as long as it takes. */
  void worked(int rows, int flashWrites) {
    counters.updateAndGet(old -> old.plus(0, rows, flashWrites));
    Pause.nanos(cost.work(rows, flashWrites));
  }
}
