package io.washa.bench;

import io.washa.bench.Figure.Amount;
import io.washa.bench.Figure.Goal;
import io.washa.bench.IspMaker.Isp;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.springframework.context.ConfigurableApplicationContext;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Thousands of agents at the hub, beside a bare server that only shakes hands. */
@Command(name = "hub", description = "An idle agent's memory, and thousands who come back at once.")
final class HubBench implements Callable<Integer> {
  private static final int ISPS = 20;

  @Option(names = "--agents", defaultValue = "5000", description = "Agents (5,000).")
  private int agents;

  @Option(names = "--pairs", description = "Turns of hub and limit (20; with --quick 6).")
  private int pairs;

  @Option(names = "--quick", description = "A short run.")
  private boolean quick;

  private final Report report = new Report("hub");

  @Override
  public Integer call() throws Exception {
    int turns = pairs > 0 ? pairs : quick ? 6 : 20;
    try (Town town = new Town()) {
      report.say("enrolling %,d agents at %d ISPs".formatted(agents, ISPS));
      AgentCrowd crowd = new AgentCrowd(agents / ISPS * ISPS);
      enrol(town, crowd);
      // Beats are not what is measured, so that they come seldom.
      Process hub = town.startPlatform("gateway", "--washa.hub.heartbeat=30s");
      int barePort = Town.freePort();
      Process bare =
          town.startBeside(
              BareHub.class,
              "listening",
              Integer.toString(barePort),
              crowd.writeKeys(town.folder().resolve("keys")).toString());
      try (Swarm here = new Swarm(town.hubPort());
          Swarm there = new Swarm(barePort)) {
        reconnects(turns, crowd, here, there);
        memory(new Side(hub, here), new Side(bare, there), crowd);
      }
    }
    return report.close();
  }

  private record Side(Process server, Swarm swarm) {}

  private void enrol(Town town, AgentCrowd crowd) throws Exception {
    List<Isp> isps = new ArrayList<>();
    try (ConfigurableApplicationContext services = town.services(IspMaker.class)) {
      IspMaker maker = services.getBean(IspMaker.class);
      for (int number = 1; number <= ISPS; number++) {
        Isp isp = maker.make(number, 1);
        maker.router(isp, 9);
        isps.add(isp);
      }
    }
    try (Connection superuser = town.asSuperuser()) {
      crowd.enrol(superuser, isps);
    }
  }

  private void reconnects(int turns, AgentCrowd crowd, Swarm here, Swarm there) throws Exception {
    Pairs pairs = new Pairs();
    // The first two turns warm both up.
    for (int turn = -1; turn <= turns; turn++) {
      double value = reconnect(here, crowd);
      double limit = reconnect(there, crowd);
      if (turn > 0) {
        pairs.add(value, limit);
        report.say("turn %d: %.0f ms, limit %.0f ms".formatted(turn, value, limit));
      }
    }
    report.add(
        new Figure(
            "hub.reconnect",
            new Amount(pairs.value(), "ms"),
            new Amount(pairs.limit(), "ms"),
            pairs.ratio(),
            Goal.atMost(1.3)),
        "%,d agents; %s".formatted(crowd.members().size(), pairs.spread()));
  }

  private double reconnect(Swarm swarm, AgentCrowd crowd) throws InterruptedException {
    swarm.breakOff();
    // Until the server has heard of all that broke.
    Thread.sleep(1000);
    double millis = swarm.connect(crowd.members());
    swarm.breakOff();
    return millis;
  }

  private void memory(Side hub, Side bare, AgentCrowd crowd) throws InterruptedException {
    double value = bytesEach(hub, crowd);
    double limit = bytesEach(bare, crowd);
    report.add(
        new Figure(
            "hub.heap",
            new Amount(value, "bytes"),
            new Amount(limit, "bytes"),
            value / limit,
            Goal.atMost(2)),
        "live objects of each idle agent at the hub, and at bare Netty");
  }

  /** What lives more on the heap with all connected than with nobody. */
  private double bytesEach(Side side, AgentCrowd crowd) throws InterruptedException {
    Thread.sleep(2000);
    long without = Heap.liveBytes(side.server());
    side.swarm().connect(crowd.members());
    Thread.sleep(2000);
    long with = Heap.liveBytes(side.server());
    report.check(
        "all %,d are still connected".formatted(crowd.members().size()),
        side.swarm().size() == crowd.members().size());
    side.swarm().breakOff();
    return (double) (with - without) / crowd.members().size();
  }
}
