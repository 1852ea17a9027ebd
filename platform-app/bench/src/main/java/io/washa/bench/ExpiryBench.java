package io.washa.bench;

import io.washa.bench.Figure.Amount;
import io.washa.bench.Figure.Goal;
import io.washa.bench.IspMaker.Isp;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.HdrHistogram.Histogram;
import org.springframework.context.ConfigurableApplicationContext;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** From the end of a subscription to its commit, in a stream, in a burst, and on one router. */
@Command(name = "expiry", description = "How soon what is over ends, in a stream and in a burst.")
final class ExpiryBench implements Callable<Integer> {
  /** As many as the platform works on at a time. */
  private static final int AT_ONCE = 8;

  @Option(names = "--tenants", defaultValue = "20", description = "ISPs (20).")
  private int tenants;

  @Option(names = "--pairs", description = "Turns of platform and limit (20; with --quick 4).")
  private int pairs;

  @Option(names = "--quick", description = "A short run: a quarter of the minute.")
  private boolean quick;

  private final Report report = new Report("expiry");

  @Override
  public Integer call() throws Exception {
    int turns = pairs > 0 ? pairs : quick ? 4 : 20;
    int seconds = quick ? 15 : 60;
    int each = 100_000 * seconds / 60 / tenants;
    int burst = 10_000 / tenants;
    try (Town town = new Town();
        RouterSwitch routers = new RouterSwitch(town, report, "expiry.router")) {
      List<Isp> isps = make(town, routers);
      town.startPlatform("gateway,worker");
      routers.begin();
      try (Connection superuser = town.asSuperuser()) {
        Crowd crowd = new Crowd(superuser, isps);
        report.say("making %d subscriptions".formatted(tenants * each));
        crowd.make(each);
        stream(crowd, Math.max(1, each / 10), 5);
        Histogram late = stream(crowd, each, seconds);
        Pairs bursts = new Pairs();
        List<BareConnection> bare = new ArrayList<>();
        for (int i = 0; i < AT_ONCE; i++) {
          bare.add(new BareConnection(town.asPlatform()));
        }
        for (int turn = 1; turn <= turns; turn++) {
          bursts.add(burst(crowd, burst), bareBurst(crowd, bare, isps, burst));
        }
        for (BareConnection each1 : bare) {
          each1.close();
        }
        figures(late, seconds, bursts);
        report.check(
            "subscriptions: none that is over is on, or without its change", crowd.wrong() == 0);
      }
      routers.measure(quick ? 3 : 20);
    }
    return report.close();
  }

  private List<Isp> make(Town town, RouterSwitch routers) throws Exception {
    report.say("making %d ISPs".formatted(tenants));
    List<Isp> isps = new ArrayList<>();
    try (ConfigurableApplicationContext services = town.services(IspMaker.class)) {
      IspMaker maker = services.getBean(IspMaker.class);
      for (int number = 1; number <= tenants; number++) {
        Isp isp = maker.make(number, 1);
        // Nobody is at home there: what is measured ends with the commit.
        maker.router(isp, 9);
        isps.add(isp);
      }
      routers.make(maker, tenants + 1);
    }
    return isps;
  }

  /** Has them end over some seconds; how late each was. */
  private Histogram stream(Crowd crowd, int each, int seconds) throws Exception {
    Instant first = Instant.now().plusMillis(3000 + (long) each * tenants / 5);
    crowd.setDue(Crowd.PLATFORM, each, first, seconds);
    report.say("%d are due within %d s".formatted(each * tenants, seconds));
    sleepUntil(first.plusSeconds(seconds));
    drained(crowd, Crowd.PLATFORM);
    return crowd.lateness(first);
  }

  /** Has them all end at once; how many a second. */
  private double burst(Crowd crowd, int each) throws Exception {
    Instant instant = Instant.now().plusSeconds(3);
    crowd.setDue(Crowd.PLATFORM, each, instant, 0);
    sleepUntil(instant);
    drained(crowd, Crowd.PLATFORM);
    Histogram late = crowd.lateness(instant);
    if (late.getTotalCount() != (long) each * tenants) {
      throw new IllegalStateException(late.getTotalCount() + " ended in the burst");
    }
    return late.getTotalCount() * 1e6 / late.getMaxValue();
  }

  private double bareBurst(Crowd crowd, List<BareConnection> bare, List<Isp> isps, int each)
      throws Exception {
    Instant instant = Instant.now().plusSeconds(3);
    crowd.setDue(Crowd.BARE, each, instant, 0);
    sleepUntil(instant);
    long begun = System.nanoTime();
    long ended = BareExpiry.drain(bare, isps);
    double seconds = (System.nanoTime() - begun) / 1e9;
    if (ended != (long) each * tenants) {
      throw new IllegalStateException("the bare loop ended " + ended);
    }
    return ended / seconds;
  }

  private static void drained(Crowd crowd, String kind) throws SQLException, InterruptedException {
    long deadline = System.nanoTime() + Duration.ofMinutes(2).toNanos();
    while (crowd.left(kind) > 0) {
      if (System.nanoTime() > deadline) {
        throw new IllegalStateException(crowd.left(kind) + " are due and have not ended");
      }
      Thread.sleep(250);
    }
  }

  static void sleepUntil(Instant instant) throws InterruptedException {
    Thread.sleep(Math.max(0, Duration.between(Instant.now(), instant).toMillis()));
  }

  private void figures(Histogram late, int seconds, Pairs bursts) {
    double p99 = late.getValueAtPercentile(99) / 1000.0;
    report.add(
        new Figure(
            "expiry.p99", new Amount(p99, "ms"), new Amount(300, "ms"), p99 / 300, Goal.atMost(1)),
        "%d over %d s: p50 %.0f ms, p99.9 %.0f ms, last %.0f ms; looked for every 200 ms"
            .formatted(
                late.getTotalCount(),
                seconds,
                late.getValueAtPercentile(50) / 1000.0,
                late.getValueAtPercentile(99.9) / 1000.0,
                late.getMaxValue() / 1000.0));
    report.add(
        new Figure(
            "expiry.burst",
            new Amount(bursts.value(), "/s"),
            new Amount(2000, "/s"),
            bursts.value() / 2000,
            Goal.atLeast(1)),
        "10,000 at one instant, the wait for the look included");
    report.add(
        new Figure(
            "expiry.burst.statements",
            new Amount(bursts.value(), "/s"),
            new Amount(bursts.limit(), "/s"),
            bursts.ratio(),
            Goal.atLeast(0.5)),
        bursts.spread());
  }
}
