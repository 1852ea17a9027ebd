package io.washa.demo;

import io.washa.demo.seed.DemoIsp;
import io.washa.demo.seed.People;
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
import java.util.Optional;

/** Two ISPs with three routers, and everything between a subscriber's phone and them. */
final class DemoTown implements Town {
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
    Step keycloak =
        new Step("Keycloak", () -> StaffAccounts.start(home, ports), "staff cannot sign in");
    Step platform =
        new Step(
            "the platform, in all its roles", () -> Child.start(platform(home, ports), home, out));
    // The platform waits for the ISPs' past, and for Keycloak nobody but the staff.
    Optional<Step> make = past.toMake();
    make.ifPresent(step -> steps.together(step, keycloak));
    steps.together(make.isPresent() ? new Step[] {platform} : new Step[] {platform, keycloak});
    past.staffToMake().ifPresent(steps::together);
    // Agents that come first find the hub later, but their pauses have grown by then.
    steps.together(agent(home, ports, 0), agent(home, ports, 1), agent(home, ports, 2));
  }

  private static Servers servers(Home home, Ports ports) throws SQLException, IOException {
    Servers servers =
        Servers.durable(home.servers(), ports.servers().postgres(), ports.servers().redis());
    Database cell = servers.database("washa");
    try (Connection superuser = cell.connect()) {
      CellSetup.prepare(superuser, PlatformSettings.PASSWORDS);
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
        () -> {
          var router =
              RouterOsSimulator.builder()
                  .identity(isp.slug() + "-" + site)
                  .version(siteOf(number).routerOs())
                  .serial("HGD0%05d".formatted(number + 1))
                  .user(DemoIsp.ROUTER_USER, DemoIsp.ROUTER_PASSWORD)
                  .apiPort(ports.routers().get(number))
                  .controlPort(ports.controls().get(number))
                  .flash(home.data("router-" + number + ".flash"))
                  .cost(CostModel.REALISTIC);
          if (siteOf(number).hotspot()) {
            router.hotspot("wifi", siteOf(number).hotspotAddress());
          }
          return router.start();
        });
  }

  private Step agent(Home home, Ports ports, int number) {
    return new Step(
        "agent of " + ispOf(number).name() + ", " + siteOf(number).name(),
        () -> Child.start(agentProgram(home, ports, number), home, out));
  }

  /** The platform as a process, so that it can also be started again. */
  Child.Program platform(Home home, Ports ports) {
    return platform("platform", ports.platform(), PlatformSettings.of(home, ports));
  }

  /** A second pod that only takes agents, as a process beside the first. */
  Child.Program gateway(Home home, Ports ports, int http, int hub) {
    return platform("gateway", http, PlatformSettings.ofGateway(home, ports, http, hub));
  }

  private Child.Program platform(String name, int http, List<String> settings) {
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
    command.addAll(settings);
    return new Child.Program(
        name,
        Child.Program.java(command),
        Ready.answering(URI.create("http://127.0.0.1:" + http + "/health")),
        Duration.ofMinutes(2));
  }

  /** An agent as a process, so that it can also be started again. */
  Child.Program agentProgram(Home home, Ports ports, int number) {
    return agentProgram(home, ports.hub(), number);
  }

  /** The same, connecting to some hub. */
  Child.Program agentProgram(Home home, int hub, int number) {
    List<String> command =
        new ArrayList<>(
            List.of(
                "-Xmx48m",
                "-XX:TieredStopAtLevel=1",
                "-jar",
                root.resolve("router-agent/agent/target/washa-agent.jar").toString(),
                "--hub",
                "http://127.0.0.1:" + hub,
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
}
