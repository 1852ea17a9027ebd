package io.washa.simulators.routeros;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * {@code /interface/monitor-traffic}: what passes through interfaces each second, once or until it
 * is cancelled or its duration is over.
 */
final class MonitorTraffic implements Job {
  private static final Set<String> KNOWN =
      Set.of("interface", "once", "interval", "duration", "as-value", ".proplist", "proplist");

  private final Machine machine;
  private final ReplyWriter replies;
  private final Request request;
  private final Map<Long, Traffic.Bytes> before = new HashMap<>();
  private final CountDownLatch stopped = new CountDownLatch(1);

  MonitorTraffic(Machine machine, ReplyWriter replies, Request request) {
    this.machine = machine;
    this.replies = replies;
    this.request = request;
  }

  @Override
  public void stop() {
    stopped.countDown();
  }

  @Override
  public Outcome run() throws IOException, InterruptedException {
    Trap wrong = wrongArgument();
    if (wrong != null) {
      return new Outcome.Refused(wrong);
    }
    Duration interval = time("interval", Duration.ofSeconds(1));
    long rounds =
        request.has("once")
            ? 1
            : request.has("duration")
                ? Math.max(1, time("duration", interval).dividedBy(interval))
                : Long.MAX_VALUE;
    for (long round = 0; round < rounds; round++) {
      long wait = round == 0 ? 0 : interval.toMillis();
      if (stopped.await(wait, TimeUnit.MILLISECONDS)) {
        return Outcome.done();
      }
      for (Map<String, String> row : look(interval)) {
        List<String> words = ReplyWriter.row("!re", row);
        replies.sendUnless(() -> stopped.getCount() == 0, request.tag(), words);
      }
    }
    return Outcome.done();
  }

  private Duration time(String name, Duration fallback) {
    Duration given = RouterTime.parse(request.attributes().getOrDefault(name, ""));
    return given == null || given.isZero() ? fallback : given;
  }

  private @Nullable Trap wrongArgument() {
    for (String name : request.attributes().keySet()) {
      if (!KNOWN.contains(name)) {
        return machine.version().unknownParameter(name);
      }
    }
    return request.has("interface") ? null : machine.version().missing("interface");
  }

  /** One row for each interface that is there; a name that is not ends the list. */
  private List<Map<String, String>> look(Duration interval) {
    Context context = machine.router.context();
    Store store = context.store();
    store.lock.lock();
    try {
      List<Map<String, String>> rows = new ArrayList<>();
      for (String name : request.attributes().getOrDefault("interface", "").split(",", -1)) {
        Row row = store.table(Paths.INTERFACES).find(name);
        if (row != null) {
          rows.add(show(row, context.traffic().live(Paths.INTERFACES, row), interval));
        }
      }
      return rows;
    } finally {
      store.lock.unlock();
    }
  }

  private Map<String, String> show(Row row, Traffic.Bytes now, Duration interval) {
    Traffic.Bytes pace = Traffic.pace(interval);
    Traffic.Bytes old = before.put(row.id(), now);
    Traffic.Bytes passed = old == null ? pace : now.minus(old);
    long seconds = Math.max(1, interval.toSeconds());
    Map<String, String> shown = new LinkedHashMap<>();
    shown.put("name", row.value("name"));
    shown.put("rx-packets-per-second", String.valueOf(passed.upPackets() / seconds));
    shown.put("rx-bits-per-second", String.valueOf(8 * passed.up() / seconds));
    zero(shown, "fp-rx-packets-per-second", "fp-rx-bits-per-second");
    zero(shown, "rx-drops-per-second", "rx-errors-per-second");
    shown.put("tx-packets-per-second", String.valueOf(passed.downPackets() / seconds));
    shown.put("tx-bits-per-second", String.valueOf(8 * passed.down() / seconds));
    zero(shown, "fp-tx-packets-per-second", "fp-tx-bits-per-second");
    zero(shown, "tx-drops-per-second", "tx-queue-drops-per-second", "tx-errors-per-second");
    return shown;
  }

  private static void zero(Map<String, String> shown, String... names) {
    for (String name : names) {
      shown.put(name, "0");
    }
  }

  /** Whether every interface that a request names is there. */
  static boolean isRight(Request request, Store store) {
    store.lock.lock();
    try {
      for (String name : request.attributes().getOrDefault("interface", "").split(",", -1)) {
        if (store.table(Paths.INTERFACES).find(name) == null) {
          return false;
        }
      }
      return true;
    } finally {
      store.lock.unlock();
    }
  }
}
