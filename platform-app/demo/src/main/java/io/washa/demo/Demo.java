package io.washa.demo;

import io.washa.demo.check.DemoCheck;
import io.washa.demo.seed.People;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The demo's program: starts the town and keeps it until a signal comes. */
@Command(
    name = "washa demo",
    mixinStandardHelpOptions = true,
    description = "An ISP with three routers on this machine.")
public final class Demo implements Callable<Integer> {
  private final Town town;
  private final PrintStream out;

  @Option(names = "--fresh", description = "Throw the demo's data away first.")
  private boolean fresh;

  @Option(names = "--check", description = "Ask a running demo whether all of it works.")
  private boolean check;

  @Option(names = "--ports-from", paramLabel = "N", description = "Take ports from N upwards.")
  private int portsFrom;

  Demo(Town town, PrintStream out) {
    this.town = town;
    this.out = out;
  }

  /** Exit codes: 0 ended as asked, 1 could not start or a check failed, 2 wrong arguments. */
  public static void main(String[] arguments) {
    System.setProperty("logback.configurationFile", "demo-logback.xml");
    System.exit(run(new DemoTown(utf8()), arguments));
  }

  static int run(Town town, String... arguments) {
    return new CommandLine(new Demo(town, utf8()))
        .setExecutionExceptionHandler((failure, command, parsed) -> {
          if (!(failure instanceof DemoFailure)) {
            failure.printStackTrace();
          }
          System.err.println("washa: " + failure.getMessage());
          return 1;
        })
        .execute(arguments);
  }

  /** UTF-8 whatever the locale says: the lines have ticks in them. */
  private static PrintStream utf8() {
    return new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
  }

  @Override
  public Integer call() throws Exception {
    Ports ports = portsFrom == 0 ? Ports.usual() : Ports.from(portsFrom);
    if (check) {
      return check(ports) ? 0 : 1;
    }
    try (Home home = Home.take(Path.of(System.getProperty("washa.root", ".")).resolve(".washa"))) {
      if (fresh) {
        home.erase();
      }
      keep(home, ports);
    }
    return 0;
  }

  private boolean check(Ports ports) {
    Path people = Path.of(System.getProperty("washa.root", "."), ".washa", "data", "people.json");
    if (!Files.exists(people)) {
      throw new DemoFailure("There is no demo to check; start one with ./washa demo");
    }
    return DemoCheck.run(
        new DemoCheck.Where(
            ports.platform(),
            ports.daraja(),
            ports.servers().postgres(),
            ports.servers().keycloak(),
            ports.controls()),
        People.read(people),
        out);
  }

  private void keep(Home home, Ports ports) throws InterruptedException {
    Steps steps = new Steps(out);
    CountDownLatch ended = new CountDownLatch(1);
    Thread hook =
        new Thread(
            () -> {
              steps.close();
              ended.countDown();
            },
            "demo-closer");
    Runtime.getRuntime().addShutdownHook(hook);
    try {
      home.endLeftoverServers();
      ports.requireFree();
      town.start(steps, home, ports);
      out.println();
      out.println("Washa is ready");
      out.println(town.guide(home, ports));
      ended.await();
    } finally {
      steps.close();
    }
  }
}
