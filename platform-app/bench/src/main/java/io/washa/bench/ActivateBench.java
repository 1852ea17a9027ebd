package io.washa.bench;

import io.washa.agent.routeros.RouterConnection;
import io.washa.bench.Confirmations.Confirmation;
import io.washa.bench.Figure.Amount;
import io.washa.bench.Figure.Goal;
import io.washa.bench.IspMaker.Isp;
import io.washa.simulators.routeros.CostModel;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.HdrHistogram.Histogram;
import org.springframework.context.ConfigurableApplicationContext;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Callback to read-back on the router, beside the same steps in a loop that waits for nobody. */
@Command(name = "activate", description = "From the callback to what was read back on the router.")
final class ActivateBench implements Callable<Integer> {
  private static final int WARM_UP = 100;
  private static final int A_SECOND = 5;
  private static final Duration TURN = Duration.ofSeconds(4);
  private static final int A_TURN = A_SECOND * 4;

  @Option(names = "--pairs", description = "Turns of platform and limit (20; with --quick 5).")
  private int pairs;

  @Option(names = "--quick", description = "A short run.")
  private boolean quick;

  private final Report report = new Report("activate");
  private final Map<String, Instant> posted = new ConcurrentHashMap<>();

  @Override
  public Integer call() throws Exception {
    int turns = pairs > 0 ? pairs : quick ? 5 : 20;
    try (Town town = new Town();
        RouterSite router = new RouterSite("living", CostModel.REALISTIC);
        RouterSite bareRouter = new RouterSite("bare", CostModel.REALISTIC);
        // Takes connections and never says a word: the worst kind of dead.
        ServerSocket dead = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      report.say("making the ISPs");
      Isp living;
      Isp bare;
      Isp waiting;
      String agent;
      String deadAgent;
      try (ConfigurableApplicationContext services = town.services(IspMaker.class)) {
        IspMaker maker = services.getBean(IspMaker.class);
        living = maker.make(1, WARM_UP + 2 * turns * A_TURN);
        waiting = maker.elsewhere(living, turns * A_TURN);
        bare = maker.make(2, WARM_UP + turns * A_TURN);
        agent = maker.router(living, router.port());
        deadAgent = maker.router(waiting, dead.getLocalPort());
        maker.router(bare, bareRouter.port());
      }
      town.startPlatform("callbacks,gateway,worker");
      town.startAgent("agent-living", agent);
      town.startAgent("agent-dead", deadAgent);
      try (Turns run = new Turns(town, bareRouter, List.of(living, bare, waiting))) {
        run.go(turns);
      }
      check(town, List.of(living, waiting, bare), List.of(router, bareRouter));
    }
    return report.close();
  }

  /** The turns: the platform, the bare loop, the platform with a dead router beside. */
  private final class Turns implements AutoCloseable {
    private final Queue<Confirmation> living;
    private final Queue<Confirmation> waiting;
    private final Histogram bareMicros = new Histogram(60_000_000L, 3);
    private final List<Load.Worker> platform = new ArrayList<>();
    private final List<Load.Worker> platformDead = new ArrayList<>();
    private final List<Load.Worker> bare = new ArrayList<>();
    private final Connection superuser;
    private final String schema;
    private final RouterSite bareRouter;

    Turns(Town town, RouterSite bareRouter, List<Isp> isps) throws Exception {
      living = Confirmations.ofEach(isps.get(0), "L");
      Queue<Confirmation> bareOnes = Confirmations.ofEach(isps.get(1), "M");
      waiting = Confirmations.ofEach(isps.get(2), "N");
      schema = isps.get(0).schema();
      this.bareRouter = bareRouter;
      superuser = town.asSuperuser();
      for (int i = 0; i < 4; i++) {
        platform.add(new TimedConfirmation(town.platformPort(), living, posted));
        platformDead.add(new TimedConfirmation(town.platformPort(), waiting, new HashMap<>()));
        bare.add(
            new BareActivation(
                new BareConnection(town.asPlatform()), bareRouter.connect(), bareOnes, bareMicros));
      }
    }

    void go(int turns) throws Exception {
      try (RouterConnection router = bareRouter.connect()) {
        RouterSite.prepare(router);
      }
      report.say("warming up");
      Duration warm = Duration.ofSeconds(WARM_UP / 10);
      Load.paced(platform, 10, warm);
      Load.paced(bare, 10, warm);
      settle();
      bareMicros.reset();
      Pairs medians = new Pairs();
      Histogram here = new Histogram(60_000_000L, 3);
      Histogram there = new Histogram(60_000_000L, 3);
      Histogram beside = new Histogram(60_000_000L, 3);
      for (int turn = 1; turn <= turns; turn++) {
        Load.paced(platform, A_SECOND, TURN);
        Histogram alone = settle();
        here.add(alone);
        Load.paced(bare, A_SECOND, TURN);
        Histogram limit = bareMicros.copy();
        bareMicros.reset();
        there.add(limit);
        Load.paced(platformAndDead(), 2 * A_SECOND, TURN);
        beside.add(settle());
        medians.add(millis(alone, 50), millis(limit, 50));
        report.say(
            "turn %d: p50 %.0f ms, limit %.0f ms"
                .formatted(turn, millis(alone, 50), millis(limit, 50)));
      }
      figures(medians, here, there, beside);
      stages(superuser, schema);
    }

    /** Half of the payments for each site. */
    private List<Load.Worker> platformAndDead() {
      AtomicLong turn = new AtomicLong();
      List<Load.Worker> both = new ArrayList<>();
      for (int i = 0; i < platform.size(); i++) {
        both.add(new Alternating(turn, platform.get(i), platformDead.get(i)));
      }
      return both;
    }

    private Histogram settle() throws SQLException, InterruptedException {
      Histogram micros = ActivateBench.this.settle(superuser, schema);
      posted.clear();
      return micros;
    }

    @Override
    public void close() throws IOException, SQLException {
      Load.close(platform);
      Load.close(platformDead);
      Load.close(bare);
      superuser.close();
    }
  }

  /** Does one thing, then the other, in turn with all who share the count. */
  private static final class Alternating implements Load.Worker {
    private final Load.Worker first;
    private final Load.Worker second;
    private final AtomicLong turn;

    Alternating(AtomicLong turn, Load.Worker first, Load.Worker second) {
      this.turn = turn;
      this.first = first;
      this.second = second;
    }

    @Override
    public void once() throws Exception {
      once(Instant.now());
    }

    @Override
    public void once(Instant due) throws Exception {
      (turn.getAndIncrement() % 2 == 0 ? first : second).once(due);
    }

    @Override
    public void close() {}
  }

  /** Waits until all that was posted was read back, and returns how long each took. */
  private Histogram settle(Connection superuser, String schema)
      throws SQLException, InterruptedException {
    long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
    while (true) {
      Map<String, Instant> applied = applied(superuser, schema);
      if (applied.keySet().containsAll(posted.keySet())) {
        Histogram micros = new Histogram(60_000_000L, 3);
        posted.forEach((receipt, due) ->
            micros.recordValue(
                Math.clamp(
                    Duration.between(due, applied.get(receipt)).toNanos() / 1000, 1, 60_000_000L)));
        return micros;
      }
      if (System.nanoTime() > deadline) {
        throw new IllegalStateException("paid a minute ago, and not connected");
      }
      Thread.sleep(50);
    }
  }

  private static Map<String, Instant> applied(Connection superuser, String schema)
      throws SQLException {
    Map<String, Instant> applied = new HashMap<>();
    try (Statement statement = superuser.createStatement()) {
      statement.execute("SET search_path TO " + schema);
      try (ResultSet row =
          statement.executeQuery(
              """
              SELECT p.receipt, c.applied_at FROM payment p
                JOIN period q ON q.cause = 'payment:' || p.id
                JOIN access_change c
                  ON c.access_id = q.access_id AND c.generation = q.access_generation
               WHERE c.applied_at IS NOT NULL
              """)) {
        while (row.next()) {
          applied.put(row.getString(1), row.getObject(2, OffsetDateTime.class).toInstant());
        }
      }
    }
    return applied;
  }

  private void figures(Pairs medians, Histogram here, Histogram there, Histogram beside) {
    report.add(
        new Figure(
            "activate.p50",
            new Amount(medians.value(), "ms"),
            new Amount(medians.limit(), "ms"),
            medians.ratio(),
            Goal.atMost(1.5)),
        medians.spread());
    report.add(
        new Figure(
            "activate.p99",
            new Amount(millis(here, 99), "ms"),
            new Amount(millis(there, 99), "ms"),
            millis(here, 99) / millis(there, 99),
            Goal.atMost(2)),
        "%d payments each, at %d a second".formatted(here.getTotalCount(), A_SECOND));
    report.add(
        new Figure(
            "activate.p95",
            new Amount(millis(here, 95), "ms"),
            new Amount(1000, "ms"),
            millis(here, 95) / 1000,
            Goal.atMost(1)),
        "slowest %.0f ms".formatted(here.getMaxValue() / 1000.0));
    report.add(
        new Figure(
            "activate.beside-dead.p99",
            new Amount(millis(beside, 99), "ms"),
            new Amount(millis(here, 99), "ms"),
            millis(beside, 99) / millis(here, 99),
            Goal.atMost(1.5)),
        "as many payments again for a router that takes connections and says nothing; p50 %.0f ms"
            .formatted(millis(beside, 50)));
  }

  /** Where the time goes, by the timelines that every payment keeps. */
  private void stages(Connection superuser, String schema) throws SQLException {
    try (Statement statement = superuser.createStatement()) {
      statement.execute("SET search_path TO " + schema);
      try (ResultSet row =
          statement.executeQuery(
              """
              SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY q.renewed_at - p.received_at),
                     percentile_cont(0.5) WITHIN GROUP (ORDER BY c.sent_at - q.renewed_at),
                     percentile_cont(0.5) WITHIN GROUP (ORDER BY c.applied_at - c.sent_at)
                FROM (SELECT extract(epoch FROM renewed_at) AS renewed_at, cause, access_id,
                             access_generation FROM period) q
                JOIN (SELECT id, extract(epoch FROM received_at) AS received_at FROM payment) p
                  ON q.cause = 'payment:' || p.id
                JOIN (SELECT access_id, generation, extract(epoch FROM sent_at) AS sent_at,
                             extract(epoch FROM applied_at) AS applied_at FROM access_change) c
                  ON c.access_id = q.access_id AND c.generation = q.access_generation
               WHERE c.applied_at IS NOT NULL
              """)) {
        row.next();
        report.say(
            "where the time goes, medians: money posted to renewed %.1f ms, to sent %.1f ms, to the read-back noted %.1f ms"
                .formatted(row.getDouble(1) * 1e3, row.getDouble(2) * 1e3, row.getDouble(3) * 1e3));
      }
    }
  }

  private static double millis(Histogram micros, double percentile) {
    return micros.getValueAtPercentile(percentile) / 1000.0;
  }

  private void check(Town town, List<Isp> isps, List<RouterSite> routers)
      throws IOException, SQLException {
    try (Connection superuser = town.asSuperuser()) {
      List<Isp> books = List.of(isps.get(0), isps.get(2));
      long paid = isps.stream().mapToLong(isp -> isp.accounts().size()).sum();
      Books.Sum sum = Books.sum(superuser, books);
      report.check(
          "books: %d payments of %d posted, once each".formatted(sum.payments(), paid),
          sum.agreesWith(paid, IspMaker.PRICE * 100L));
      for (int i = 0; i < routers.size(); i++) {
        Isp isp = books.get(i);
        long paidHere = isp.accounts().size();
        long on = routers.get(i).secrets().values().stream().filter(enabled -> enabled).count();
        report.check(
            "router %d: %d subscribers on, %d paid".formatted(i + 1, on, paidHere), on == paidHere);
      }
    }
  }
}
