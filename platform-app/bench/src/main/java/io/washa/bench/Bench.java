package io.washa.bench;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The benchmarks' program. */
@Command(
    name = "washa bench",
    mixinStandardHelpOptions = true,
    description = "Measures the platform beside limits measured in the same run.",
    subcommands = {
      IngestBench.class,
      ActivateBench.class,
      ExpiryBench.class,
      ReconcileBench.class,
      HubBench.class
    })
public final class Bench implements Runnable {
  /** Exit codes: 0 measured, whether goals were met or not; 1 something was wrong; 2 arguments. */
  public static void main(String[] arguments) {
    System.exit(new CommandLine(new Bench()).execute(arguments));
  }

  @Override
  public void run() {
    CommandLine.usage(this, System.out);
  }
}
