package io.washa.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.washa.protocol.Applied;
import io.washa.protocol.Applied.Outcome;
import io.washa.protocol.ApplyDesired;
import io.washa.protocol.ApplyDesired.Access;
import io.washa.protocol.Assign;
import io.washa.protocol.Observed;
import io.washa.simulators.routeros.RouterOsSimulator;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ManyRoutersTest {
  private static final int ROUTERS = 200;
  private static final int ROWS = 20;
  @TempDir Path folder;

  private final TestHub hub = new TestHub();
  private final Map<UUID, RouterOsSimulator> routers = new LinkedHashMap<>();

  @AfterEach
  void close() {
    hub.close();
    routers.values().forEach(RouterOsSimulator::close);
  }

  @Test
  void oneSmallProgramServesTwoHundredRouters() throws Exception {
    hub.heartbeatMillis = 5000;
    for (int i = 0; i < ROUTERS; i++) {
      routers.put(
          UUID.randomUUID(),
          RouterOsSimulator.builder()
              .identity("router-" + i)
              .user("washa", "secret")
              .apiPort(0)
              .controlPort(0)
              .start());
    }
    try (AgentProcess agent =
        AgentProcess.start(hub.uri(), folder.resolve("data"), folder.resolve("out"))) {
      hub.awaitConnections(1);
      long begin = System.nanoTime();
      hub.send(new Assign(routers.entrySet().stream().map(ManyRoutersTest::assigned).toList()));
      routers.keySet().forEach(this::desire);
      await("every router is as desired", this::applied);
      Duration took = Duration.ofNanos(System.nanoTime() - begin);
      await("every router was seen", this::reachable);
      RouterOsSimulator dead = routers.values().iterator().next();
      dead.power(false);
      UUID deadId = routers.keySet().iterator().next();
      hub.await(Observed.class, seen -> seen.router().equals(deadId) && !seen.reachable());
      for (RouterOsSimulator router : routers.values()) {
        assertThat(router.state().rows("/user/active").size()).isLessThanOrEqualTo(1);
      }
      report(agent, took);
      assertThat(agent.status("Threads")).isLessThanOrEqualTo(2L * ROUTERS + 40);
      assertThat(agent.status("VmRSS")).isLessThan(200_000);
    }
  }

  private void report(AgentProcess agent, Duration took) throws Exception {
    Files.writeString(
        Path.of("target", "many-routers.txt"),
        "%d routers of %d rows applied in %d ms; threads %d, RSS %d kB%n"
            .formatted(
                ROUTERS, ROWS, took.toMillis(), agent.status("Threads"), agent.status("VmRSS")));
  }

  private static Assign.Router assigned(Map.Entry<UUID, RouterOsSimulator> router) {
    return new Assign.Router(
        router.getKey(),
        1,
        "router",
        "127.0.0.1",
        router.getValue().apiPort(),
        null,
        "washa",
        "secret",
        new Assign.Pppoe("10.10.0.1", "washa-pool", "10.10.0.2-10.10.3.254"));
  }

  private void desire(UUID router) {
    List<Access> rows = new ArrayList<>();
    for (int i = 0; i < ROWS; i++) {
      rows.add(Fixture.on(UUID.randomUUID(), 1, "user" + i));
    }
    hub.send(new ApplyDesired(router, 1, true, 0, 1, 1, 1, List.of(Fixture.TEN_MEGABIT), rows));
  }

  private static void await(String what, java.util.function.BooleanSupplier condition) {
    Eventually.value(
        what,
        Duration.ofMinutes(2),
        () -> condition.getAsBoolean() ? Optional.of(true) : Optional.empty());
  }

  private boolean applied() {
    Set<UUID> done = new HashSet<>();
    for (Applied applied : hub.all(Applied.class)) {
      applied.results().stream()
          .filter(result -> result.outcome() == Outcome.APPLIED)
          .forEach(result -> done.add(result.access()));
    }
    return done.size() == ROUTERS * ROWS;
  }

  private boolean reachable() {
    Set<UUID> seen = new HashSet<>();
    hub.all(Observed.class).stream()
        .filter(Observed::reachable)
        .forEach(observed -> seen.add(observed.router()));
    return seen.size() == ROUTERS;
  }
}
