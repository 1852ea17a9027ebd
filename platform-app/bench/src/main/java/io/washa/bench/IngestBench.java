package io.washa.bench;

import io.washa.bench.Figure.Amount;
import io.washa.bench.Figure.Goal;
import io.washa.bench.IspMaker.Isp;
import java.sql.Connection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;
import org.HdrHistogram.Histogram;
import org.springframework.context.ConfigurableApplicationContext;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Callback to commit to 200, over many ISPs, beside the same statements from a bare loop. */
@Command(name = "ingest", description = "Callbacks taken in per second, and how long each takes.")
final class IngestBench implements Callable<Integer> {
  private static final Duration TURN = Duration.ofMillis(1500);

  /** Half a lane: the connections that one ISP may hold. */
  private static final int SHARE = 4;

  private static final Duration WARMING = Duration.ofSeconds(10);
  private static final int MOST_WARMING = 12;

  /** Callbacks a second of a busy evening. */
  private static final double STEADY = 200;

  @Option(names = "--tenants", description = "ISPs (1000; with --quick 50).")
  private int tenants;

  @Option(names = "--pairs", description = "Turns of platform and limit (20; with --quick 5).")
  private int pairs;

  @Option(names = "--connections", defaultValue = "8", description = "Callers at a time (8).")
  private int connections;

  @Option(names = "--quick", description = "A short run.")
  private boolean quick;

  @Override
  public Integer call() throws Exception {
    int isps = tenants > 0 ? tenants : quick ? 50 : 1000;
    int turns = pairs > 0 ? pairs : quick ? 5 : 20;
    Report report = new Report("ingest");
    try (Town town = new Town()) {
      List<Isp> made = make(town, isps, report);
      town.startPlatform("callbacks");
      Confirmations confirmations = new Confirmations(made);
      AtomicLong acknowledged = new AtomicLong();
      List<Load.Worker> platform = new ArrayList<>();
      List<Load.Worker> bare = new ArrayList<>();
      for (int i = 0; i < connections; i++) {
        platform.add(new PostedConfirmation(town.platformPort(), confirmations, acknowledged));
      }
      // Against the same connections: the platform gives an ISP no more than this of them.
      for (int i = 0; i < Math.min(connections, isps * SHARE); i++) {
        bare.add(new BareIngest(new BareConnection(town.asPlatform()), confirmations));
      }
      report.say("warming up");
      warm(platform, report);
      Load.saturated(bare, Duration.ofSeconds(3));
      Pairs rates = new Pairs();
      long bareDone = 0;
      for (int turn = 1; turn <= turns; turn++) {
        double value = Load.saturated(platform, TURN);
        double limit = Load.saturated(bare, TURN);
        rates.add(value, limit);
        report.say("turn %d: %.0f/s, limit %.0f/s".formatted(turn, value, limit));
      }
      double pace = rates.value() * 0.7;
      Duration paced = Duration.ofSeconds(quick ? 5 : 20);
      Histogram here = Load.paced(platform, pace, paced);
      Histogram steady = Load.paced(platform, STEADY, paced);
      Histogram there = Load.paced(bare, pace, paced);
      Load.close(platform);
      Load.close(bare);
      report.add(
          new Figure(
              "ingest.rate",
              new Amount(rates.value(), "callbacks/s"),
              new Amount(rates.limit(), "callbacks/s"),
              rates.ratio(),
              Goal.atLeast(0.6)),
          rates.spread());
      report.add(
          new Figure(
              "ingest.p99",
              new Amount(here.getValueAtPercentile(99) / 1000.0, "ms"),
              new Amount(100, "ms"),
              here.getValueAtPercentile(99) / 1000.0 / 100,
              Goal.atMost(1)),
          "open loop at %.0f/s: p50 %.1f ms, p99.9 %.1f ms; the bare loop there p50 %.1f, p99 %.1f ms"
              .formatted(
                  pace,
                  here.getValueAtPercentile(50) / 1000.0,
                  here.getValueAtPercentile(99.9) / 1000.0,
                  there.getValueAtPercentile(50) / 1000.0,
                  there.getValueAtPercentile(99) / 1000.0));
      report.add(
          new Figure(
              "ingest.steady.p99",
              new Amount(steady.getValueAtPercentile(99) / 1000.0, "ms"),
              new Amount(100, "ms"),
              steady.getValueAtPercentile(99) / 1000.0 / 100,
              Goal.atMost(1)),
          "open loop at %.0f/s: p50 %.1f ms, p99.9 %.1f ms"
              .formatted(
                  STEADY,
                  steady.getValueAtPercentile(50) / 1000.0,
                  steady.getValueAtPercentile(99.9) / 1000.0));
      try (Connection superuser = town.asSuperuser()) {
        Books.Sum sum = Books.sum(superuser, made);
        bareDone = sum.payments() - acknowledged.get();
        report.check(
            "books: %d payments, %d acknowledged by the platform, %d by the bare loop"
                .formatted(sum.payments(), acknowledged.get(), bareDone),
            bareDone > 0 && sum.agreesWith(acknowledged.get() + bareDone, IspMaker.PRICE * 100L));
      }
    }
    return report.close();
  }

  /**
   * A platform runs for weeks, so what is measured is one whose compiler has done its work: loads
   * it until that makes it no faster.
   */
  private static void warm(List<Load.Worker> platform, Report report) throws Exception {
    double best = 0;
    for (int i = 0; i < MOST_WARMING; i++) {
      double rate = Load.saturated(platform, WARMING);
      report.say("warming up: %.0f/s".formatted(rate));
      if (rate < best * 1.02) {
        return;
      }
      best = rate;
    }
  }

  static List<Isp> make(Town town, int count, Report report) {
    report.say("making " + count + " ISPs");
    List<Isp> made = new ArrayList<>();
    try (ConfigurableApplicationContext services = town.services(IspMaker.class)) {
      IspMaker maker = services.getBean(IspMaker.class);
      for (int number = 1; number <= count; number++) {
        made.add(maker.make(number, 3));
        if (number % 100 == 0) {
          report.say(number + " of " + count);
        }
      }
    }
    return made;
  }
}
