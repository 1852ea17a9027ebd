package io.washa.agent;

import io.washa.agent.hub.HubSettings;
import io.washa.agent.routeros.Reply;
import io.washa.agent.routeros.RouterAddress;
import io.washa.agent.routeros.RouterConnection;
import io.washa.agent.routeros.Sentence;
import io.washa.agent.routeros.Timings;
import io.washa.agent.site.SiteSettings;
import io.washa.protocol.Applied;
import io.washa.protocol.Applied.Outcome;
import io.washa.protocol.ApplyDesired;
import io.washa.protocol.ApplyDesired.Access;
import io.washa.protocol.Assign;
import io.washa.protocol.Command;
import io.washa.protocol.CommandResult;
import io.washa.protocol.Drift;
import io.washa.simulators.routeros.RouterOsSimulator;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A site with one router, an agent and a hub. */
final class Fixture implements AutoCloseable {
  static final ApplyDesired.Profile TEN_MEGABIT = new ApplyDesired.Profile("w-10m", "2M/10M");

  final UUID router = UUID.randomUUID();
  final TestHub hub = new TestHub();
  RouterOsSimulator simulator;
  private final Path data;
  private AgentClock clock = AgentClock.system();
  private Duration measureEvery = Duration.ofMillis(500);
  private @Nullable Agent agent;
  private int connections;
  long epoch = 1;
  Assign.@Nullable Rules rules;

  Fixture(Path data) {
    this(data, tower());
  }

  Fixture(Path data, RouterOsSimulator.Builder router) {
    this.data = data;
    simulator = router.start();
  }

  /** A usual router. */
  static RouterOsSimulator.Builder tower() {
    return RouterOsSimulator.builder().identity("tower").version("7.20").user("washa", "secret");
  }

  /** Puts another box in the place of the present one. */
  void replaceBy(RouterOsSimulator.Builder router) {
    int port = simulator.apiPort();
    simulator.close();
    simulator = router.apiPort(port).start();
  }

  /** Says something to the router as a person with a terminal would. */
  Reply byHand(Sentence sentence) {
    try (RouterConnection person =
        RouterConnection.open(
            new RouterAddress("127.0.0.1", simulator.apiPort(), null, "washa", "secret"),
            Timings.standard())) {
      Reply reply = person.call(sentence, Duration.ofSeconds(5));
      if (reply.refusal().isPresent()) {
        throw new IllegalStateException(reply.refusal().get().message());
      }
      return reply;
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Sends a command and waits for what became of it. */
  CommandResult command(String name, String argument) {
    Command command = new Command(UUID.randomUUID(), router, name, argument, 8000);
    hub.send(command);
    return hub.await(CommandResult.class, result -> result.id().equals(command.id()));
  }

  /** Has everything compared and tells what was found. */
  Drift sweep() {
    command(Command.SWEEP, "");
    List<Drift> all = hub.all(Drift.class);
    return all.get(all.size() - 1);
  }

  void clock(AgentClock other) {
    clock = other;
  }

  /** How often counters are read by an agent that starts after this. */
  void measureEvery(Duration pause) {
    measureEvery = pause;
  }

  static HubSettings quickHub() {
    return new HubSettings(
        Duration.ofSeconds(3),
        Duration.ofMillis(50),
        Duration.ofMillis(300),
        Duration.ofMinutes(5));
  }

  static SiteSettings quickSite() {
    return quickSite(Duration.ofMillis(500));
  }

  private static SiteSettings quickSite(Duration measureEvery) {
    return new SiteSettings(
        new Timings(Duration.ofSeconds(1), Duration.ofSeconds(2), Duration.ofSeconds(3)).unpaced(),
        Duration.ofMillis(1200),
        Duration.ofSeconds(2),
        Duration.ofHours(1),
        Duration.ofSeconds(1),
        Duration.ofMillis(200),
        measureEvery,
        Duration.ofMillis(100),
        Duration.ofMillis(500));
  }

  void startAgent() {
    Agent fresh =
        new Agent(
            new AgentConfig(
                hub.uri(), data, TestHub.CODE, clock, quickHub(), quickSite(measureEvery)));
    agent = fresh;
    try {
      fresh.start();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  void stopAgent() {
    Agent running = agent;
    if (running != null) {
      running.close();
    }
  }

  /** Starts the agent, or waits for it to come back, and tells it its router. */
  void connect() {
    if (agent == null) {
      startAgent();
    }
    hub.awaitConnections(++connections);
    assign();
  }

  void reconnected() {
    hub.awaitConnections(++connections);
    assign();
  }

  void assign() {
    hub.send(
        new Assign(
            List.of(
                new Assign.Router(
                    router,
                    epoch,
                    "tower",
                    "127.0.0.1",
                    simulator.apiPort(),
                    null,
                    "washa",
                    "secret",
                    new Assign.Pppoe("10.10.0.1", "washa-pool", "10.10.0.2-10.10.3.254"),
                    rules))));
  }

  static Access on(UUID access, long generation, String name) {
    return new Access(access, generation, "pppoe", name, "pw-" + name, "w-10m", true, null, false);
  }

  static Access until(Access row, Instant end) {
    return new Access(
        row.access(),
        row.generation(),
        row.method(),
        row.name(),
        row.password(),
        row.profile(),
        row.enabled(),
        end,
        row.removed());
  }

  static Access off(Access row, long generation) {
    return new Access(
        row.access(),
        generation,
        row.method(),
        row.name(),
        row.password(),
        row.profile(),
        false,
        row.endsAt(),
        row.removed());
  }

  static Access gone(Access row, long generation) {
    return new Access(
        row.access(),
        generation,
        row.method(),
        row.name(),
        row.password(),
        row.profile(),
        false,
        null,
        true);
  }

  void snapshot(long generation, Access... rows) {
    hub.send(
        new ApplyDesired(
            router, epoch, true, 0, generation, 1, 1, List.of(TEN_MEGABIT), List.of(rows)));
  }

  void delta(long base, long generation, Access... rows) {
    hub.send(
        new ApplyDesired(
            router, epoch, false, base, generation, 1, 1, List.of(TEN_MEGABIT), List.of(rows)));
  }

  Applied.Result awaitResult(Access row, Outcome outcome) {
    return Eventually.value(
        outcome + " of " + row + " among " + hub.all(Applied.class),
        Duration.ofSeconds(10),
        () ->
            hub.all(Applied.class).stream()
                .flatMap(applied -> applied.results().stream())
                .filter(result ->
                    result.access().equals(row.access())
                        && result.generation() == row.generation()
                        && result.outcome() == outcome)
                .findFirst());
  }

  Optional<Map<String, String>> secret(String name) {
    return simulator.state().rows("/ppp/secret").stream()
        .filter(row -> name.equals(row.get("name")))
        .findFirst();
  }

  boolean isOnline(String name) {
    return simulator.state().rows("/ppp/active").stream()
        .anyMatch(row -> name.equals(row.get("name")));
  }

  @Override
  public void close() {
    stopAgent();
    hub.close();
    simulator.close();
  }
}
