package io.washa.simulators.routeros;

import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;

/** What all connections of one router share. */
final class Machine {
  final Router router;
  final FaultSwitch faults = new FaultSwitch();
  final Map<String, String> users;

  private final CostMeter cost;
  private final AtomicReference<Counters> counters = new AtomicReference<>(Counters.ZERO);

  Machine(Router router, Map<String, String> users, CostMeter cost) {
    this.router = router;
    this.users = users;
    this.cost = cost;
  }

  VersionProfile version() {
    return router.context().version();
  }

  Counters counters() {
    return counters.get();
  }

  void resetCounters() {
    counters.set(Counters.ZERO);
  }

  /** Counts a sentence and waits until the router gets round to it. */
  void takeIn() {
    counters.updateAndGet(old -> old.plus(1, 0, 0));
    Pause.nanos(cost.sentence());
  }

  /** Counts work that was done and waits as long as it takes. */
  void worked(int rows, int flashWrites) {
    counters.updateAndGet(old -> old.plus(0, rows, flashWrites));
    Pause.nanos(cost.work(rows, flashWrites));
  }
}
