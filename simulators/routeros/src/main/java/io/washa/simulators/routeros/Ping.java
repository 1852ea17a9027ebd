package io.washa.simulators.routeros;

import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Echo requests. Addresses of a pool answer while a session, lease or hotspot device holds them; of
 * the rest, all but the documentation networks (192.0.2.0/24, 198.51.100.0/24, 203.0.113.0/24)
 * answer.
 */
final class Ping implements Job {
  private static final Set<String> KNOWN =
      Set.of(
          "address", "count", "interval", "size", "ttl", "interface", "src-address", ".proplist");
  private static final long MAX_COUNT = 1_000_000;

  private final Machine machine;
  private final ReplyWriter replies;
  private final Request request;
  private final CountDownLatch stopped = new CountDownLatch(1);

  Ping(Machine machine, ReplyWriter replies, Request request) {
    this.machine = machine;
    this.replies = replies;
    this.request = request;
  }

  @Override
  public Outcome run() throws IOException, InterruptedException {
    Outcome outcome = refusal();
    if (outcome instanceof Outcome.Done) {
      long count = Long.parseLong(request.attributes().getOrDefault("count", "" + MAX_COUNT));
      Duration interval =
          Objects.requireNonNullElse(
              RouterTime.parse(request.attributes().getOrDefault("interval", "1s")),
              Duration.ofSeconds(1));
      send(request.attributes().getOrDefault("address", ""), count, interval);
    }
    return outcome;
  }

  @Override
  public void stop() {
    stopped.countDown();
  }

  private Outcome refusal() {
    VersionProfile version = machine.version();
    for (String name : request.attributes().keySet()) {
      if (!KNOWN.contains(name)) {
        return new Outcome.Refused(version.unknownParameter(name));
      }
    }
    String address = request.attribute("address");
    if (address == null) {
      return new Outcome.Refused(version.missing("address"));
    }
    if (!Ipv4.isAddress(address)) {
      return new Outcome.Refused(version.badValue("invalid value for argument address"));
    }
    if (!request.attributes().getOrDefault("count", "1").matches("\\d{1,6}")) {
      return new Outcome.Refused(version.badValue("invalid value for argument count"));
    }
    return Outcome.done();
  }

  private void send(String address, long count, Duration interval)
      throws IOException, InterruptedException {
    long received = 0;
    for (long seq = 0; seq < count; seq++) {
      if (stopped.await(seq == 0 ? 0 : interval.toMillis(), TimeUnit.MILLISECONDS)) {
        return;
      }
      boolean answers = answers(address);
      received += answers ? 1 : 0;
      Map<String, String> row = new LinkedHashMap<>();
      row.put("seq", String.valueOf(seq));
      row.put("host", address);
      if (answers) {
        row.put("size", "56");
        row.put("ttl", "64");
        row.put("time", "453us");
      } else {
        row.put("status", "timeout");
      }
      row.put("sent", String.valueOf(seq + 1));
      row.put("received", String.valueOf(received));
      row.put("packet-loss", String.valueOf(100 - 100 * received / (seq + 1)));
      if (received > 0) {
        List.of("min-rtt", "avg-rtt", "max-rtt").forEach(name -> row.put(name, "453us"));
      }
      replies.sendUnless(() -> stopped.getCount() == 0, request.tag(), ReplyWriter.row("!re", row));
    }
  }

  private boolean answers(String address) {
    if (address.matches("(192\\.0\\.2|198\\.51\\.100|203\\.0\\.113)\\..*")) {
      return false;
    }
    long number = Ipv4.parse(address).orElse(0);
    Store store = machine.router.context().store();
    store.lock.lock();
    try {
      boolean pooled =
          store.table("/ip/pool").rows().stream()
              .flatMap(pool -> Ipv4.ranges(pool.value("ranges")).stream())
              .anyMatch(range -> range.first() <= number && number <= range.last());
      return !pooled
          || store.table(Paths.PPP_ACTIVE).first("address", address) != null
          || store.table(Paths.LEASES).first("active-address", address) != null
          || (store.has(Paths.HOSTS) && store.table(Paths.HOSTS).first("address", address) != null);
    } finally {
      store.lock.unlock();
    }
  }
}
