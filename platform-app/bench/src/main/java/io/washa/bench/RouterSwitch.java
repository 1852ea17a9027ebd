package io.washa.bench;

import io.washa.agent.routeros.RouterConnection;
import io.washa.bench.Figure.Amount;
import io.washa.bench.Figure.Goal;
import io.washa.bench.IspMaker.Isp;
import io.washa.simulators.routeros.CostModel;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;

/** Five hundred who end at once on one tired router, beside a loop that only talks to it. */
final class RouterSwitch implements AutoCloseable {
  private static final int COUNT = 500;

  /** Never rested: every sentence takes what it takes after the burst. */
  private static final CostModel TIRED =
      new CostModel(
          CostModel.REALISTIC.sentence(),
          CostModel.REALISTIC.clampedSentence(),
          1,
          CostModel.REALISTIC.row(),
          CostModel.REALISTIC.flashWrite());

  private final Town town;
  private final Report report;
  private final String figure;
  private final RouterSite router = new RouterSite("tired", TIRED);
  private final RouterSite bareRouter = new RouterSite("tired too", TIRED);
  private Isp isp =
      new Isp(
          0,
          "",
          new java.util.UUID(0, 0),
          "",
          new java.util.UUID(0, 0),
          new java.util.UUID(0, 0),
          List.of());
  private String code = "";

  /** Under a figure's name. */
  RouterSwitch(Town town, Report report, String figure) {
    this.town = town;
    this.report = report;
    this.figure = figure;
  }

  void make(IspMaker maker, int number) {
    isp = maker.make(number, COUNT);
    code = maker.router(isp, router.port());
  }

  /** Brings the agent, and lets all subscribers in for the first time. */
  void begin() throws Exception {
    town.startAgent("agent-tired", code);
    try (Connection superuser = town.asSuperuser();
        RouterConnection bare = bareRouter.connect()) {
      say(
          superuser,
          """
          INSERT INTO subscription (service_id, plan_id, state, started_at)
          SELECT id, plan_id, 'expired', now() FROM service;
          INSERT INTO access (service_id, router_id, method, name, password, profile, rate_limit,
                              enabled, generation)
          SELECT s.id, r.id, 'pppoe', s.username, s.password, 'day', '2M/5M', false, 0
            FROM service s, router r
          """);
      RouterSite.prepare(bare);
      for (int i = 0; i < COUNT; i++) {
        RouterSite.add(bare, "user" + i);
      }
    }
  }

  void measure(int turns) throws Exception {
    Pairs pairs = new Pairs();
    try (Connection superuser = town.asSuperuser();
        RouterConnection bare = bareRouter.connect()) {
      for (int turn = 1; turn <= turns; turn++) {
        double value = turn(superuser);
        double limit = bareTurn(bare);
        pairs.add(value, limit);
        report.say("router turn %d: %.0f ms, limit %.0f ms".formatted(turn, value, limit));
      }
    }
    report.add(
        new Figure(
            figure,
            new Amount(pairs.value(), "ms"),
            new Amount(2000, "ms"),
            pairs.value() / 2000,
            Goal.atMost(1)),
        "500 with live sessions on a router that takes 20 ms a sentence, due to read back");
    report.add(
        new Figure(
            figure + ".sentences",
            new Amount(pairs.value(), "ms"),
            new Amount(pairs.limit(), "ms"),
            pairs.ratio(),
            Goal.atMost(2)),
        pairs.spread());
    report.say(
        "the last time: the agent %s, the bare loop %s"
            .formatted(FullRouter.text(router.counters()), FullRouter.text(bareRouter.counters())));
    long on = router.secrets().values().stream().filter(enabled -> enabled).count();
    int sessions = router.sessions();
    report.check(
        "router: %d of %d secrets on, %d sessions".formatted(on, router.secrets().size(), sessions),
        on == 0 && sessions == 0 && router.secrets().size() == COUNT);
  }

  /** From the instant at which all are due until the last one was read back. */
  private double turn(Connection superuser) throws Exception {
    say(
        superuser,
        """
        UPDATE subscription SET state = 'active', ends_at = now() + interval '1 day';
        UPDATE access SET enabled = true, ends_at = now() + interval '1 day',
                          generation = generation + 1, outcome = 'pending', error = NULL;
        INSERT INTO access_change (access_id, generation) SELECT id, generation FROM access;
        INSERT INTO work.router_sync (tenant, router, desired) SELECT %d, id, 1 FROM router
        ON CONFLICT (tenant, router) DO UPDATE
          SET desired = router_sync.desired + 1, changed_at = work.platform_now()
        """
            .formatted(isp.tenant()));
    readBack(superuser);
    dial(router);
    Instant due = Instant.now().plusSeconds(1);
    say(
        superuser,
        """
        UPDATE subscription SET ends_at = '%1$s';
        INSERT INTO work.due (tenant, kind, subject, due_at)
        SELECT %2$d, 'subscription', id, '%1$s' FROM subscription
        """
            .formatted(due, isp.tenant()));
    router.resetCounters();
    ExpiryBench.sleepUntil(due.plusMillis(100));
    awaitOff(superuser);
    return Duration.between(due, readBack(superuser)).toNanos() / 1e6;
  }

  private double bareTurn(RouterConnection bare) throws IOException {
    RouterSite.switchAll(bare, true);
    dial(bareRouter);
    bareRouter.resetCounters();
    long begun = System.nanoTime();
    RouterSite.switchAll(bare, false);
    return (System.nanoTime() - begun) / 1e6;
  }

  private static void dial(RouterSite where) {
    for (int i = 0; i < COUNT; i++) {
      if (!where.dial("user" + i)) {
        throw new IllegalStateException("user" + i + " paid and is not let in");
      }
    }
  }

  private void awaitOff(Connection superuser) throws SQLException, InterruptedException {
    long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
    while (number(superuser, "SELECT count(*) FROM access WHERE enabled") > 0) {
      patient(deadline);
    }
  }

  /** Waits until every access was read back in its newest generation; when the last one was. */
  private Instant readBack(Connection superuser) throws SQLException, InterruptedException {
    long deadline = System.nanoTime() + Duration.ofMinutes(2).toNanos();
    while (number(superuser, "SELECT count(*) FROM access WHERE applied_generation < generation")
        > 0) {
      patient(deadline);
    }
    try (Statement statement = superuser.createStatement();
        ResultSet row =
            statement.executeQuery(
                "SELECT max(c.applied_at) FROM access_change c JOIN access a"
                    + " ON a.id = c.access_id AND a.generation = c.generation")) {
      row.next();
      return row.getObject(1, OffsetDateTime.class).toInstant();
    }
  }

  private static void patient(long deadline) throws InterruptedException {
    if (System.nanoTime() > deadline) {
      throw new IllegalStateException("the router was not brought up to date");
    }
    Thread.sleep(20);
  }

  private long number(Connection superuser, String sql) throws SQLException {
    try (Statement statement = superuser.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      row.next();
      return row.getLong(1);
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
