package io.washa.bench;

import java.util.concurrent.Callable;
import org.springframework.context.ConfigurableApplicationContext;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** What the agent does on a router, beside a loop that only says the sentences. */
@Command(
    name = "reconcile",
    description = "Ten thousand subscribers compared and repaired, and five hundred switched off.")
final class ReconcileBench implements Callable<Integer> {
  @Option(names = "--pairs", description = "Turns of agent and limit (20; with --quick 4).")
  private int pairs;

  @Option(names = "--quick", description = "A short run.")
  private boolean quick;

  private final Report report = new Report("reconcile");

  @Override
  public Integer call() throws Exception {
    int turns = pairs > 0 ? pairs : quick ? 4 : 20;
    try (Town town = new Town();
        FullRouter full = new FullRouter(town, report);
        RouterSwitch tired = new RouterSwitch(town, report, "reconcile.expiry")) {
      try (ConfigurableApplicationContext services = town.services(IspMaker.class)) {
        IspMaker maker = services.getBean(IspMaker.class);
        full.make(maker, 1);
        tired.make(maker, 2);
      }
      town.startPlatform("gateway,worker");
      full.begin();
      full.measure(turns);
      tired.begin();
      tired.measure(turns);
    }
    return report.close();
  }
}
