package io.washa.demo;

import io.washa.demo.seed.DemoIsp;
import io.washa.demo.seed.People;
import io.washa.demo.seed.Seeder;
import io.washa.servers.Database;
import io.washa.servers.Servers;
import io.washa.simulators.daraja.DarajaSimulator;
import io.washa.simulators.daraja.Shortcode;
import io.washa.simulators.routeros.CostModel;
import io.washa.simulators.routeros.RouterOsSimulator;
import io.washa.tenancy.CellSetup;
import io.washa.tenancy.Secrets;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Two ISPs with three routers, and everything between a subscriber's phone and them. */
final class DemoTown implements Town {
  private static final CellSetup.Passwords PASSWORDS =
      new CellSetup.Passwords("demo-owner", "demo-app", "demo-control");

  private final PrintStream out;
  private final Path root = Path.of(System.getProperty("washa.root", "."));

  DemoTown(PrintStream out) {
    this.out = out;
  }

  @Override
  public void start(Steps steps, Home home, Ports ports) {
    Past past = new Past(home, ports);
    past.eraseIfHalfMade();
    steps.together(
        new Step("PostgreSQL 18 and Redis", () -> servers(home, ports)),
        new Step("Safaricom's Daraja, simulated", () -> daraja(home, ports)),
        router(home, ports, 0),
        router(home, ports, 1),
        router(home, ports, 2));
    past.makeIfMissing(steps);
    steps.together(
        new Step(
            "the platform, in all its roles", () -> Child.start(platform(home, ports), home, out)));
    // Agents that come first find the hub later, but their pauses have grown by then.
    steps.together(agent(home, ports, 0), agent(home, ports, 1), agent(home, ports, 2));
  }

  private static Servers servers(Home home, Ports ports) throws SQLException, IOException {
    Servers servers =
        Servers.durable(home.servers(), ports.servers().postgres(), ports.servers().redis());
    Database cell = servers.database("washa");
    try (Connection superuser = cell.connect()) {
      CellSetup.prepare(superuser, PASSWORDS);
    }
    Path keyset = home.data("keyset.json");
    if (!Files.exists(keyset)) {
      Secrets.createKeyset(keyset);
    }
    return servers;
  }

  private static DarajaSimulator daraja(Home home, Ports ports) {
    var builder = DarajaSimulator.builder().port(ports.daraja()).data(home.data("daraja.journal"));
    for (DemoIsp isp : DemoIsp.all()) {
      builder.shortcode(
          new Shortcode(
              isp.shortcode(),
              isp.name(),
              Shortcode.Type.PAYBILL,
              isp.consumerKey(),
              isp.consumerSecret(),
              isp.passkey()));
    }
    return builder.start();
  }

  private static Step router(Home home, Ports ports, int number) {
    DemoIsp isp = ispOf(number);
    String site = siteOf(number).name();
    return new Step(
        "router of " + isp.name() + ", " + site,
        () ->
            RouterOsSimulator.builder()
                .identity(isp.slug() + "-" + site)
                .version("7.20")
                .serial("HGD0%05d".formatted(number + 1))
                .user(DemoIsp.ROUTER_USER, DemoIsp.ROUTER_PASSWORD)
                .apiPort(ports.routers().get(number))
                .controlPort(ports.controls().get(number))
                .flash(home.data("router-" + number + ".flash"))
                .cost(CostModel.REALISTIC)
                .start());
  }

  private Step agent(Home home, Ports ports, int number) {
    return new Step(
        "agent of " + ispOf(number).name() + ", " + siteOf(number).name(),
        () -> Child.start(agentProgram(home, ports, number), home, out));
  }

  /** The platform as a process, so that it can also be started again. */
  Child.Program platform(Home home, Ports ports) {
    List<String> command =
        new ArrayList<>(
            List.of(
                "-Xmx512m",
                "-XX:TieredStopAtLevel=1",
                "-Xshare:auto",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-jar",
                root.resolve("platform-app/app/target/washa-platform-app-0.1.0-SNAPSHOT-exec.jar")
                    .toString()));
    command.addAll(properties(home, ports));
    return new Child.Program(
        "platform",
        Child.Program.java(command),
        Ready.answering(URI.create("http://127.0.0.1:" + ports.platform() + "/health")),
        Duration.ofMinutes(2));
  }

  /** An agent as a process, so that it can also be started again. */
  Child.Program agentProgram(Home home, Ports ports, int number) {
    List<String> command =
        new ArrayList<>(
            List.of(
                "-Xmx48m",
                "-XX:TieredStopAtLevel=1",
                "-jar",
                root.resolve("router-agent/agent/target/washa-agent.jar").toString(),
                "--hub",
                "http://127.0.0.1:" + ports.hub(),
                "--data",
                home.data("agent-" + number).toString()));
    try {
      command.add("--code");
      command.add(Files.readString(home.data("agent-" + number + ".code")).strip());
    } catch (IOException e) {
      throw new DemoFailure("The one-time code of agent " + number + " is gone; use --fresh", e);
    }
    return new Child.Program(
        "agent-" + number,
        Child.Program.java(command),
        Ready.saying("hub: connected"),
        Duration.ofSeconds(150));
  }

  /** What the platform and the seeder are told alike. */
  private static List<String> properties(Home home, Ports ports) {
    return List.of(
        "--server.port=" + ports.platform(),
        "--server.address=127.0.0.1",
        "--washa.hub.address=127.0.0.1",
        "--washa.hub.port=" + ports.hub(),
        "--washa.public-url=http://127.0.0.1:" + ports.platform(),
        "--washa.database.url=jdbc:postgresql://127.0.0.1:" + ports.servers().postgres() + "/washa",
        "--washa.database.owner-password=" + PASSWORDS.owner(),
        "--washa.database.app-password=" + PASSWORDS.app(),
        "--washa.database.control-password=" + PASSWORDS.control(),
        "--washa.redis.url=redis://127.0.0.1:" + ports.servers().redis(),
        "--washa.secrets.keyset-file=" + home.data("keyset.json"),
        "--washa.daraja.base-url=http://127.0.0.1:" + ports.daraja());
  }

  private static DemoIsp ispOf(int router) {
    return DemoIsp.all().stream()
        .filter(isp -> isp.sites().stream().anyMatch(site -> site.router() == router))
        .findFirst()
        .orElseThrow();
  }

  private static DemoIsp.Site siteOf(int router) {
    return ispOf(router).sites().stream()
        .filter(site -> site.router() == router)
        .findFirst()
        .orElseThrow();
  }

  @Override
  public String guide(Home home, Ports ports) {
    return new Guide(ports, People.read(home.data("people.json"))).text();
  }

  /** The ISPs' past: made once, with the ports it was made for. */
  private static final class Past {
    private final Home home;
    private final Ports ports;
    private final Path made;

    Past(Home home, Ports ports) {
      this.home = home;
      this.ports = ports;
      this.made = home.data("made");
    }

    /** A start that was cut off while it made the past begins again from nothing. */
    void eraseIfHalfMade() {
      if (!Files.exists(made)) {
        home.erase();
      }
      try {
        Files.createDirectories(made.getParent());
      } catch (IOException e) {
        throw new DemoFailure("Cannot make " + made.getParent(), e);
      }
    }

    void makeIfMissing(Steps steps) {
      String wanted = ports.wanted().toString();
      try {
        if (!Files.exists(made)) {
          steps.together(
              new Step("two ISPs, 400 subscribers, 60 days of payments", () -> seed("make")));
        } else if (!Files.readString(made).equals(wanted)) {
          steps.together(new Step("the ISPs learn the new ports", () -> seed("move")));
        }
        Files.writeString(made, wanted);
      } catch (IOException e) {
        throw new DemoFailure("Cannot use " + made, e);
      }
    }

    private AutoCloseable seed(String what) throws IOException, InterruptedException {
      List<String> command =
          Child.Program.java(
              new ArrayList<>(
                  List.of(
                      "-Xmx384m",
                      "-XX:TieredStopAtLevel=1",
                      "--enable-native-access=ALL-UNNAMED",
                      "--sun-misc-unsafe-memory-access=allow",
                      "-cp",
                      System.getProperty("java.class.path"),
                      Seeder.class.getName(),
                      "--demo.what=" + what,
                      "--demo.folder=" + made.getParent(),
                      "--demo.router-ports="
                          + ports.routers().stream()
                              .map(String::valueOf)
                              .collect(Collectors.joining(",")))));
      command.addAll(properties(home, ports));
      Path log = home.log("seeder");
      Files.createDirectories(log.getParent());
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(log.toFile())
              .start();
      PidFile pid = home.pidFile("seeder");
      pid.write(process.toHandle());
      try {
        if (!process.waitFor(Duration.ofMinutes(5)) || process.exitValue() != 0) {
          throw new DemoFailure("The ISPs' past could not be made; its log is " + log);
        }
      } finally {
        PidFile.end(process.toHandle());
        pid.delete();
      }
      return () -> {};
    }
  }
}
