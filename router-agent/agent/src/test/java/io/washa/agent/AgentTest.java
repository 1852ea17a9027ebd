package io.washa.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.washa.agent.routeros.RouterAddress;
import io.washa.agent.routeros.RouterConnection;
import io.washa.agent.routeros.Sentence;
import io.washa.agent.routeros.Timings;
import io.washa.protocol.Applied;
import io.washa.protocol.Applied.Outcome;
import io.washa.protocol.ApplyDesired;
import io.washa.protocol.ApplyDesired.Access;
import io.washa.protocol.Command;
import io.washa.protocol.CommandResult;
import io.washa.protocol.Goodbye;
import io.washa.protocol.Hello;
import io.washa.protocol.NeedSnapshot;
import io.washa.protocol.Observed;
import io.washa.simulators.routeros.DialResult;
import io.washa.simulators.routeros.Faults;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AgentTest {
  @TempDir Path data;
  private Fixture site;

  private final Access amina = Fixture.on(UUID.randomUUID(), 1, "amina");
  private final Access brian = Fixture.on(UUID.randomUUID(), 1, "brian");

  @BeforeEach
  void aSite() {
    site = new Fixture(data);
  }

  @AfterEach
  void close() {
    site.close();
  }

  @Test
  void whoPaidIsLetInAndReadBack() {
    site.connect();
    site.snapshot(1, amina);
    site.awaitResult(amina, Outcome.APPLIED);
    assertThat(site.secret("amina").orElseThrow())
        .containsEntry("profile", "w-10m")
        .containsEntry("disabled", "false")
        .containsEntry("password", "pw-amina");
    assertThat(site.simulator.dial("amina", "pw-amina")).isInstanceOf(DialResult.Accepted.class);
    assertThat(
            site.hub
                .await(
                    Observed.class,
                    seen -> seen.came().stream().anyMatch(s -> s.access().equals(amina.access())))
                .came()
                .get(0)
                .address())
        .startsWith("10.10.");
  }

  @Test
  void whoIsSwitchedOffLosesTheLiveSession() {
    site.connect();
    site.snapshot(1, amina, brian);
    site.awaitResult(brian, Outcome.APPLIED);
    site.simulator.dial("amina", "pw-amina");
    site.simulator.dial("brian", "pw-brian");
    Access off = Fixture.off(amina, 2);
    site.delta(1, 2, off);
    site.awaitResult(off, Outcome.APPLIED);
    assertThat(site.isOnline("amina")).isFalse();
    assertThat(site.isOnline("brian")).isTrue();
  }

  @Test
  void aRenewalKicksNobody() {
    site.connect();
    site.snapshot(1, amina);
    site.awaitResult(amina, Outcome.APPLIED);
    site.simulator.dial("amina", "pw-amina");
    Access renewed =
        Fixture.until(Fixture.on(amina.access(), 2, "amina"), Instant.now().plusSeconds(3600));
    site.delta(1, 2, renewed);
    site.awaitResult(renewed, Outcome.APPLIED);
    assertThat(site.isOnline("amina")).isTrue();
  }

  @Test
  void aRemovedAccessDisappearsWithItsSession() {
    site.connect();
    site.snapshot(1, amina);
    site.awaitResult(amina, Outcome.APPLIED);
    site.simulator.dial("amina", "pw-amina");
    Access gone = Fixture.gone(amina, 2);
    site.delta(1, 2, gone);
    site.awaitResult(gone, Outcome.APPLIED);
    assertThat(site.secret("amina")).isEmpty();
    assertThat(site.isOnline("amina")).isFalse();
  }

  @Test
  void aNewEpochRemovesNobodyBeforeThePlatformHasSaidWhoMay() {
    site.connect();
    site.snapshot(1, amina, brian);
    site.awaitResult(brian, Outcome.APPLIED);
    site.epoch++;
    site.assign();
    site.simulator.power(false);
    site.hub.await(Observed.class, seen -> !seen.reachable());
    site.simulator.power(true);
    Eventually.until(
        "the agent has looked at the router again",
        () -> site.simulator.commands().contains("/ppp/active/print"));
    assertThat(site.secret("amina")).isPresent();
    site.snapshot(1, brian);
    Eventually.until("amina is gone", () -> site.secret("amina").isEmpty());
    assertThat(site.secret("brian")).isPresent();
  }

  @Test
  void aRouterThatIsOffGetsItsRowsWhenItComesBack() {
    site.connect();
    site.snapshot(1, brian);
    site.awaitResult(brian, Outcome.APPLIED);
    site.simulator.power(false);
    site.hub.await(Observed.class, seen -> !seen.reachable());
    site.delta(1, 2, amina);
    assertThat(site.awaitResult(amina, Outcome.WAITING).error()).contains("cannot connect");
    site.simulator.power(true);
    site.awaitResult(amina, Outcome.APPLIED);
    assertThat(site.secret("amina")).isPresent();
  }

  @Test
  void aHangingRouterIsReportedAsWaitingAndAppliedLater() {
    site.connect();
    site.snapshot(1, brian);
    site.awaitResult(brian, Outcome.APPLIED);
    site.simulator.faults(Faults.none().withStall(true));
    site.delta(1, 2, amina);
    site.awaitResult(amina, Outcome.WAITING);
    site.simulator.faults(Faults.none());
    site.awaitResult(amina, Outcome.APPLIED);
  }

  @Test
  void aWriteThatTheRouterDoesNotKeepIsAFailureUntilItDoes() {
    site.connect();
    site.snapshot(1, brian);
    site.awaitResult(brian, Outcome.APPLIED);
    site.simulator.faults(Faults.none().withIgnoreWrites(true));
    site.delta(1, 2, amina);
    assertThat(site.awaitResult(amina, Outcome.FAILED).error()).contains("did not keep");
    site.simulator.faults(Faults.none());
    site.awaitResult(amina, Outcome.APPLIED);
  }

  @Test
  void aConnectionLostAfterAWriteLeadsToAnotherLook() {
    site.connect();
    site.snapshot(1, brian);
    site.awaitResult(brian, Outcome.APPLIED);
    for (int sentences = 0; sentences < 4; sentences++) {
      Access next = Fixture.on(UUID.randomUUID(), 1, "user" + sentences);
      site.simulator.faults(Faults.none().withEofAfter(sentences));
      site.delta(sentences + 1, sentences + 2, next);
      site.awaitResult(next, Outcome.WAITING);
      site.simulator.faults(Faults.none());
      site.awaitResult(next, Outcome.APPLIED);
    }
  }

  @Test
  void aUserThatIsNotOursIsAConflictUntilSomebodyRenamesIt() throws Exception {
    try (RouterConnection person =
        RouterConnection.open(
            new RouterAddress("127.0.0.1", site.simulator.apiPort(), null, "washa", "secret"),
            Timings.standard())) {
      Duration wait = Duration.ofSeconds(5);
      String id =
          Objects.requireNonNull(
              person
                  .call(
                      Sentence.of("/ppp/secret/add").set("name", "amina").set("password", "x"),
                      wait)
                  .ret());
      site.connect();
      site.snapshot(1, amina, brian);
      assertThat(site.awaitResult(amina, Outcome.FAILED).error()).contains("is not ours");
      site.awaitResult(brian, Outcome.APPLIED);
      assertThat(site.secret("amina").orElseThrow()).containsEntry("password", "x");
      person.call(Sentence.of("/ppp/secret/set").set("numbers", id).set("name", "amina-2"), wait);
      site.awaitResult(amina, Outcome.APPLIED);
      assertThat(site.secret("amina-2").orElseThrow()).containsEntry("password", "x");
    }
  }

  @Test
  void anAgentThatIsSentAwayForGoodDoesNotComeBackSoon() {
    site.connect();
    site.hub.send(new Goodbye("a newer connection took over", false));
    site.hub.forget();
    LockSupport.parkNanos(Duration.ofMillis(800).toNanos());
    assertThat(site.hub.connections()).isEqualTo(1);
  }

  @Test
  void aDeltaOnAnotherBaseAsksForASnapshot() {
    site.connect();
    site.snapshot(5, brian);
    site.awaitResult(brian, Outcome.APPLIED);
    site.delta(6, 7, amina);
    assertThat(site.hub.await(NeedSnapshot.class, any -> true).generation()).isEqualTo(5);
    site.delta(5, 7, amina);
    site.awaitResult(amina, Outcome.APPLIED);
  }

  @Test
  void anOlderGenerationIsRefused() {
    site.connect();
    site.snapshot(5, brian);
    site.awaitResult(brian, Outcome.APPLIED);
    site.hub.forget();
    site.snapshot(4, Fixture.off(brian, 2));
    site.hub.await(Applied.class, applied -> applied.results().isEmpty());
    assertThat(site.secret("brian").orElseThrow()).containsEntry("disabled", "false");
    site.snapshot(6, Fixture.off(brian, 2));
    site.awaitResult(Fixture.off(brian, 2), Outcome.APPLIED);
  }

  @Test
  void aSnapshotInFragmentedPartsIsOneState() {
    site.hub.fragmentBytes = 1000;
    site.connect();
    List<Access> all = new ArrayList<>();
    for (int part = 1; part <= 3; part++) {
      List<Access> rows = new ArrayList<>();
      for (int i = 0; i < 40; i++) {
        rows.add(Fixture.on(UUID.randomUUID(), 1, "u" + part + "-" + i));
      }
      all.addAll(rows);
      site.hub.send(
          new ApplyDesired(
              site.router, 1, true, 0, 3, part, 3, List.of(Fixture.TEN_MEGABIT), rows));
    }
    all.forEach(row -> site.awaitResult(row, Outcome.APPLIED));
    assertThat(site.simulator.state().rows("/ppp/secret")).hasSize(120);
  }

  @Test
  void aRestartedAgentKnowsWhatItHeld() throws Exception {
    site.connect();
    site.snapshot(9, amina);
    site.awaitResult(amina, Outcome.APPLIED);
    site.stopAgent();
    try (var files = Files.list(data)) {
      for (Path file : files.toList()) {
        assertThat(Files.readString(file, java.nio.charset.StandardCharsets.ISO_8859_1))
            .doesNotContain("pw-amina");
      }
    }
    site.hub.forget();
    site.startAgent();
    site.reconnected();
    assertThat(site.hub.await(Hello.class, any -> true).holdings())
        .containsExactly(new Hello.Holding(site.router, 1, 9));
    site.awaitResult(amina, Outcome.APPLIED);
    site.hub.await(Observed.class, Observed::complete);
  }

  @Test
  void aBrokenConnectionIsMadeAgainAndEverythingSaidAgain() {
    site.connect();
    site.snapshot(1, amina);
    site.awaitResult(amina, Outcome.APPLIED);
    site.hub.forget();
    site.hub.drop();
    site.reconnected();
    site.awaitResult(amina, Outcome.APPLIED);
    site.hub.await(Observed.class, Observed::complete);
  }

  @Test
  void aloneBeyondItsGraceTheAgentCutsWhatHasEndedAndARenewalBringsItBack() {
    site.hub.graceSeconds = 1;
    site.hub.time = Instant.now();
    site.connect();
    Access ending = Fixture.until(amina, site.hub.time.plusSeconds(2));
    Access lasting = Fixture.until(brian, site.hub.time.plusSeconds(3600));
    site.snapshot(1, ending, lasting);
    site.awaitResult(lasting, Outcome.APPLIED);
    site.simulator.dial("amina", "pw-amina");
    site.simulator.dial("brian", "pw-brian");
    site.hub.goAway();
    Eventually.until("amina is cut off", () -> !site.isOnline("amina"));
    Eventually.until(
        "amina is disabled",
        () -> "true".equals(site.secret("amina").orElseThrow().get("disabled")));
    assertThat(site.isOnline("brian")).isTrue();
    site.hub.open();
    site.reconnected();
    Access renewed =
        Fixture.until(Fixture.on(amina.access(), 2, "amina"), Instant.now().plusSeconds(3600));
    site.delta(1, 2, renewed);
    site.awaitResult(renewed, Outcome.APPLIED);
    assertThat(site.secret("amina").orElseThrow()).containsEntry("disabled", "false");
  }

  @Test
  void aProbeAsksTheRouterNow() {
    site.connect();
    site.hub.await(Observed.class, Observed::reachable);
    Command probe = new Command(UUID.randomUUID(), site.router, Command.PROBE, "", 2000);
    site.hub.send(probe);
    CommandResult good = site.hub.await(CommandResult.class, r -> r.id().equals(probe.id()));
    assertThat(good).isEqualTo(new CommandResult(probe.id(), true, "tower"));
    site.simulator.faults(Faults.none().withStall(true));
    Command second = new Command(UUID.randomUUID(), site.router, Command.PROBE, "", 500);
    site.hub.send(second);
    assertThat(site.hub.await(CommandResult.class, r -> r.id().equals(second.id())).ok()).isFalse();
  }

  @Test
  void aPlanSaysWhatWouldBeWrittenAndWritesNothing() {
    site.connect();
    site.snapshot(1, amina);
    site.awaitResult(amina, Outcome.APPLIED);
    Command plan = new Command(UUID.randomUUID(), site.router, Command.PLAN, "", 2000);
    site.hub.send(plan);
    assertThat(site.hub.await(CommandResult.class, r -> r.id().equals(plan.id())).text())
        .isEqualTo("nothing to do");
  }

  @Test
  void aKickEndsOneUsersSessionsAndAnUnknownCommandIsRefused() {
    site.connect();
    site.snapshot(1, amina);
    site.awaitResult(amina, Outcome.APPLIED);
    site.simulator.dial("amina", "pw-amina");
    Command kick = new Command(UUID.randomUUID(), site.router, Command.KICK, "amina", 2000);
    site.hub.send(kick);
    assertThat(site.hub.await(CommandResult.class, r -> r.id().equals(kick.id())).ok()).isTrue();
    assertThat(site.isOnline("amina")).isFalse();
    Command odd = new Command(UUID.randomUUID(), site.router, "dance", "", 2000);
    site.hub.send(odd);
    assertThat(site.hub.await(CommandResult.class, r -> r.id().equals(odd.id())).ok()).isFalse();
  }
}
