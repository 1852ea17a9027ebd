package io.washa.bench;

import io.washa.agent.routeros.RouterConnection;
import io.washa.bench.Figure.Amount;
import io.washa.bench.Figure.Goal;
import io.washa.bench.IspMaker.Isp;
import io.washa.simulators.routeros.CostModel;
import io.washa.simulators.routeros.Counters;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.BooleanSupplier;

/**
 * A router of ten thousand secrets that comes back after a power cut with rows that somebody
 * changed: how long until agent and router agree again, read back.
 */
final class FullRouter implements AutoCloseable {
  private static final int COUNT = 10_000;
  private static final String PRINT = "/ppp/secret/print";
  private static final int GOAL_MILLIS = 5000;

  private final Town town;
  private final Report report;
  private RouterSite router;
  private RouterSite bareRouter;
  private Map<String, Map<String, String>> right = Map.of();
  private Isp isp = new Isp(0, "", new UUID(0, 0), "", new UUID(0, 0), new UUID(0, 0), List.of());
  private String code = "";

  FullRouter(Town town, Report report) {
    this.town = town;
    this.report = report;
    // Filling it is not what is measured, so until it is full its work takes no time.
    router = new RouterSite("full", CostModel.FREE, flash(), 0);
    bareRouter = router;
  }

  private Path flash() {
    return town.folder().resolve("full.flash");
  }

  void make(IspMaker maker, int number) {
    isp = maker.make(number, 1);
    code = maker.router(isp, router.port());
  }

  /** Has the platform let everybody in, and the agent write them to the router. */
  void begin() throws Exception {
    try (Connection superuser = town.asSuperuser()) {
      say(
          superuser,
          """
          INSERT INTO service (subscriber_id, site_id, plan_id, method, username, password)
          SELECT subscriber_id, site_id, plan_id, method, 'user' || n, password
            FROM service, generate_series(1, %1$d) n;
          INSERT INTO access (service_id, router_id, method, name, password, profile, rate_limit,
                              enabled, ends_at)
          SELECT s.id, r.id, 'pppoe', s.username, s.password, 'day', '2M/5M', true,
                 now() + interval '1 day'
            FROM service s, router r;
          INSERT INTO work.router_sync (tenant, router, desired) SELECT %2$d, id, 1 FROM router
          """
              .formatted(COUNT - 1, isp.tenant()));
      report.say("filling a router with %,d secrets".formatted(COUNT));
      town.startAgent("agent-full", code);
      String left = "SELECT count(*) FROM access WHERE applied_generation < generation";
      await(Duration.ofMinutes(3), () -> number(superuser, left) == 0);
    }
    right = router.table();
    int port = router.port();
    router.close();
    Path copy = Files.copy(flash(), town.folder().resolve("bare.flash"));
    router = new RouterSite("full", CostModel.REALISTIC, flash(), port);
    bareRouter = new RouterSite("full too", CostModel.REALISTIC, copy, 0);
    await(Duration.ofSeconds(30), () -> isCompared(router, 1));
  }

  void measure(int turns) throws Exception {
    Pairs millis = new Pairs();
    Pairs sentences = new Pairs();
    Counters here = new Counters(0, 0, 0);
    Counters there = here;
    for (int turn = 1; turn <= turns; turn++) {
      double value = turn();
      here = router.counters();
      double limit = bareTurn();
      there = bareRouter.counters();
      millis.add(value, limit);
      sentences.add((double) here.sentences(), (double) there.sentences());
      report.say("turn %d: %.0f ms, limit %.0f ms".formatted(turn, value, limit));
    }
    report.say("the last time: the agent %s, the bare loop %s".formatted(text(here), text(there)));
    figures(millis, sentences);
    report.check(
        "router: %,d secrets, all as they should be".formatted(COUNT),
        right.size() == COUNT && isRight(router) && isRight(bareRouter));
  }

  /** From the first sentence after the power cut until the read-back is over. */
  private double turn() throws Exception {
    damage(router);
    router.reboot();
    await(Duration.ofSeconds(30), () -> router.counters().sentences() > 0);
    long begun = System.nanoTime();
    await(Duration.ofSeconds(60), () -> isCompared(router, 2));
    double millis = (System.nanoTime() - begun) / 1e6;
    if (!isRight(router)) {
      throw new IllegalStateException("the agent looked twice and left rows as they were");
    }
    return millis;
  }

  /** Whether the table was read so often, and the next sentence said. */
  private static boolean isCompared(RouterSite where, int times) {
    List<String> commands = where.commands();
    int last = commands.lastIndexOf(PRINT);
    return commands.stream().filter(PRINT::equals).count() >= times && last < commands.size() - 1;
  }

  private double bareTurn() throws IOException {
    damage(bareRouter);
    bareRouter.reboot();
    try (RouterConnection connection = bareRouter.connect()) {
      long begun = System.nanoTime();
      new BareRepair(connection, right).run();
      double millis = (System.nanoTime() - begun) / 1e6;
      if (!isRight(bareRouter)) {
        throw new IllegalStateException("the bare loop repaired something else");
      }
      return millis;
    }
  }

  private static void damage(RouterSite where) throws IOException {
    try (RouterConnection person = where.connect()) {
      BareRepair.damage(person);
    }
  }

  private boolean isRight(RouterSite where) {
    Map<String, Map<String, String>> now = where.table();
    return now.keySet().equals(right.keySet())
        && right.entrySet().stream()
            .allMatch(entry ->
                BareRepair.isSame(entry.getValue(), now.getOrDefault(entry.getKey(), Map.of())));
  }

  private void figures(Pairs millis, Pairs sentences) {
    report.add(
        new Figure(
            "reconcile.repair",
            new Amount(millis.value(), "ms"),
            new Amount(GOAL_MILLIS, "ms"),
            millis.value() / GOAL_MILLIS,
            Goal.atMost(1)),
        "10,000 secrets of which 300 are off, 100 in another profile and 50 gone, after a boot");
    report.add(
        new Figure(
            "reconcile.repair.loop",
            new Amount(millis.value(), "ms"),
            new Amount(millis.limit(), "ms"),
            millis.ratio(),
            Goal.atMost(2)),
        millis.spread());
    report.add(
        new Figure(
            "reconcile.repair.sentences",
            new Amount(sentences.value(), "sentences"),
            new Amount(sentences.limit(), "sentences"),
            sentences.ratio(),
            Goal.atMost(2)),
        sentences.spread());
  }

  static String text(Counters counters) {
    return "%,d sentences, %,d rows read, %,d written"
        .formatted(counters.sentences(), counters.rows(), counters.flashWrites());
  }

  private static void await(Duration patience, BooleanSupplier done) throws InterruptedException {
    long deadline = System.nanoTime() + patience.toNanos();
    while (!done.getAsBoolean()) {
      if (System.nanoTime() > deadline) {
        throw new IllegalStateException("waited in vain for " + patience);
      }
      Thread.sleep(2);
    }
  }

  private long number(Connection superuser, String sql) {
    try (Statement statement = superuser.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      row.next();
      return row.getLong(1);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private void say(Connection superuser, String sql) throws SQLException {
    try (Statement statement = superuser.createStatement()) {
      statement.execute("SET search_path TO " + isp.schema());
      statement.execute(sql);
    }
  }

  @Override
  public void close() {
    router.close();
    bareRouter.close();
  }
}
