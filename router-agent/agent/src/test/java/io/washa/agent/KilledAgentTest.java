package io.washa.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.washa.protocol.Applied.Outcome;
import io.washa.protocol.ApplyDesired.Access;
import io.washa.protocol.Hello;
import io.washa.simulators.routeros.Faults;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is left when the agent's process is killed, and its power and the platform are away. */
class KilledAgentTest {
  @TempDir Path folder;

  @SuppressWarnings("NullAway.Init") // Set before each test.
  private Fixture site;

  @SuppressWarnings("NullAway.Init") // Set before each test.
  private AgentProcess agent;

  private final Access amina = Fixture.on(UUID.randomUUID(), 1, "amina");
  private final Access brian = Fixture.on(UUID.randomUUID(), 1, "brian");

  @BeforeEach
  void anAgentProcess() throws IOException {
    site = new Fixture(folder.resolve("data"));
    start();
  }

  private void start() throws IOException {
    agent = AgentProcess.start(site.hub.uri(), folder.resolve("data"), folder.resolve("out"));
  }

  @AfterEach
  void close() {
    agent.close();
    site.close();
  }

  private long adds() {
    return site.simulator.commands().stream().filter("/ppp/secret/add"::equals).count();
  }

  @Test
  void betweenWriteAndAnswerTheChangeIsMadeOnceAndAnsweredAfterwards() throws Exception {
    site.reconnected();
    site.snapshot(1, brian);
    site.awaitResult(brian, Outcome.APPLIED);
    site.simulator.faults(Faults.none().withLatency(Duration.ofMillis(300)));
    site.delta(1, 2, amina);
    Eventually.until("amina is on the router", () -> site.secret("amina").isPresent());
    agent.kill();
    site.hub.forget();
    site.simulator.faults(Faults.none());
    start();
    site.reconnected();
    assertThat(site.hub.await(Hello.class, any -> true).holdings())
        .containsExactly(new Hello.Holding(site.router, 1, 2));
    site.awaitResult(amina, Outcome.APPLIED);
    site.awaitResult(brian, Outcome.APPLIED);
    assertThat(adds()).isEqualTo(2);
    assertThat(site.simulator.state().rows("/ppp/secret")).hasSize(2);
  }

  @Test
  void betweenStoringAndWritingTheChangeIsMadeAfterwards() throws Exception {
    site.reconnected();
    site.snapshot(1, brian);
    site.awaitResult(brian, Outcome.APPLIED);
    site.simulator.power(false);
    site.delta(1, 2, amina);
    site.awaitResult(amina, Outcome.WAITING);
    agent.kill();
    site.hub.goAway();
    site.simulator.power(true);
    start();
    Eventually.until("amina is let in", () -> site.secret("amina").isPresent());
    assertThat(site.simulator.state().rows("/ppp/secret")).hasSize(2);
  }

  @Test
  void withoutPlatformAndAfterAPowerCutWhoEndedIsCutAndWhoPaidStays() throws Exception {
    site.hub.graceSeconds = 1;
    site.hub.time = Instant.now();
    Access ending = Fixture.until(amina, Instant.now().plusSeconds(8));
    Access lasting = Fixture.until(brian, Instant.now().plusSeconds(3600));
    site.reconnected();
    site.snapshot(1, ending, lasting);
    site.awaitResult(ending, Outcome.APPLIED);
    site.awaitResult(lasting, Outcome.APPLIED);
    site.hub.goAway();
    agent.kill();
    site.simulator.power(false);
    LockSupport.parkNanos(Duration.ofSeconds(1).toNanos());
    site.simulator.power(true);
    site.simulator.dial("amina", "pw-amina");
    site.simulator.dial("brian", "pw-brian");
    start();
    Eventually.value(
        "amina is cut off",
        Duration.ofSeconds(30),
        () -> site.isOnline("amina") ? java.util.Optional.empty() : java.util.Optional.of(true));
    assertThat(Instant.now()).isAfterOrEqualTo(ending.endsAt());
    Eventually.until(
        "amina is switched off",
        () -> "true".equals(site.secret("amina").orElseThrow().get("disabled")));
    assertThat(site.isOnline("brian")).isTrue();
    site.hub.forget();
    site.hub.open();
    site.reconnected();
    site.awaitResult(lasting, Outcome.APPLIED);
    Access renewed =
        Fixture.until(Fixture.on(amina.access(), 2, "amina"), Instant.now().plusSeconds(3600));
    site.delta(1, 2, renewed);
    site.awaitResult(renewed, Outcome.APPLIED);
    assertThat(site.secret("amina").orElseThrow()).containsEntry("disabled", "false");
    assertThat(adds()).isZero();
    assertThat(site.isOnline("brian")).isTrue();
  }

  @Test
  void killedAgainAndAgainWhileRowsComeItLosesAndRepeatsNothing() throws Exception {
    site.reconnected();
    site.snapshot(1, brian);
    site.awaitResult(brian, Outcome.APPLIED);
    List<Access> all = new java.util.ArrayList<>(List.of(brian));
    for (int round = 0; round < 3; round++) {
      Access next = Fixture.on(UUID.randomUUID(), 1, "user" + round);
      all.add(next);
      site.delta(round + 1, round + 2, next);
      LockSupport.parkNanos(Duration.ofMillis(round * 15L).toNanos());
      agent.kill();
      site.hub.forget();
      start();
      site.reconnected();
      Hello hello = site.hub.await(Hello.class, any -> true);
      if (hello.holdings().get(0).generation() < round + 2) {
        site.delta(round + 1, round + 2, next);
      }
      site.awaitResult(next, Outcome.APPLIED);
    }
    assertThat(site.simulator.state().rows("/ppp/secret")).hasSize(all.size());
    assertThat(adds()).isEqualTo(all.size());
  }
}
