package io.washa.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.washa.agent.routeros.Sentence;
import io.washa.protocol.Applied.Outcome;
import io.washa.protocol.ApplyDesired.Access;
import io.washa.protocol.Command;
import io.washa.protocol.Drift;
import io.washa.protocol.Hello;
import io.washa.simulators.routeros.DialResult;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the hub hears of full comparisons, and what a person decides upon it. */
class DriftTest {
  @TempDir Path data;
  private Fixture site;
  private final Access amina = Fixture.on(UUID.randomUUID(), 1, "amina");
  private final Access brian = Fixture.on(UUID.randomUUID(), 1, "brian");

  @BeforeEach
  void aSite() {
    site = new Fixture(data);
    site.connect();
  }

  @AfterEach
  void close() {
    site.close();
  }

  @Test
  void whatSomebodyChangedIsPutRightAndSaidOnce() {
    site.snapshot(1, amina, brian);
    site.awaitResult(brian, Outcome.APPLIED);
    assertThat(site.sweep().lines()).isEmpty();
    site.byHand(Sentence.of("/ppp/secret/set").set("numbers", "amina").set("disabled", "yes"));
    Drift drift = site.sweep();
    assertThat(drift.lines()).containsExactly("enable user: amina");
    assertThat(drift.written()).isTrue();
    assertThat(drift.generation()).isEqualTo(1);
    assertThat(drift.sentences()).isBetween(3, 30);
    assertThat(drift.rows()).isBetween(4, 60);
    assertThat(site.secret("amina").orElseThrow()).containsEntry("disabled", "false");
    assertThat(site.sweep().lines()).isEmpty();
    assertThat(site.hub.all(Hello.class).get(0).capabilities()).contains("rules", "drift");
  }

  @Test
  void aComparisonThatFindsTheSameAsBeforeIsNotToldOf() {
    site.snapshot(1, amina);
    site.awaitResult(amina, Outcome.APPLIED);
    site.sweep();
    site.hub.forget();
    site.simulator.power(false);
    site.simulator.power(true);
    Eventually.until(
        "a full comparison", () -> site.simulator.commands().contains("/ppp/profile/print"));
    LockSupport.parkNanos(Duration.ofMillis(500).toNanos());
    assertThat(site.hub.all(Drift.class)).isEmpty();
    site.hub.drop();
    site.reconnected();
    assertThat(site.hub.await(Drift.class, any -> true).lines()).isEmpty();
  }

  @Test
  void veryManyRemovalsStopUntilExactlyThisPlanIsAllowed() {
    List<Access> many = new ArrayList<>();
    for (int i = 0; i < 15; i++) {
      many.add(Fixture.on(UUID.randomUUID(), 1, "user" + i));
    }
    site.snapshot(1, many.toArray(Access[]::new));
    many.forEach(row -> site.awaitResult(row, Outcome.APPLIED));
    site.snapshot(2, many.get(0));
    Drift stopped = site.hub.await(Drift.class, drift -> drift.stopped() != null);
    assertThat(stopped.why()).contains("14 of our 15 users");
    assertThat(stopped.written()).isFalse();
    assertThat(site.command(Command.ALLOW, "0011223344556677").ok()).isFalse();
    assertThat(site.simulator.state().rows("/ppp/secret")).hasSize(15);
    assertThat(site.command(Command.ALLOW, String.valueOf(stopped.stopped())).ok()).isTrue();
    assertThat(site.simulator.state().rows("/ppp/secret")).hasSize(1);
    site.awaitResult(many.get(0), Outcome.APPLIED);
    assertThat(site.sweep().lines()).isEmpty();
    assertThat(site.command(Command.ALLOW, String.valueOf(stopped.stopped())).ok()).isFalse();
  }

  @Test
  void aForeignUserInTheWayIsNamedAndTakenOverWhenAPersonSaysSo() {
    site.byHand(
        Sentence.of("/ppp/secret/add")
            .set("name", "amina")
            .set("password", "x")
            .set("comment", "Otieno's customer"));
    site.byHand(Sentence.of("/ppp/secret/add").set("name", "bank").set("password", "x"));
    site.snapshot(1, amina, brian);
    assertThat(site.awaitResult(amina, Outcome.FAILED).error()).contains("is not ours");
    Drift drift = site.hub.await(Drift.class, any -> true);
    assertThat(drift.foreign()).containsExactly("pppoe amina");
    assertThat(site.command(Command.ADOPT, "pppoe bank").text()).contains("no access of ours");
    assertThat(site.secret("bank").orElseThrow()).doesNotContainKey("comment");
    assertThat(site.command(Command.ADOPT, "pppoe amina").ok()).isTrue();
    site.awaitResult(amina, Outcome.APPLIED);
    assertThat(site.secret("amina").orElseThrow())
        .containsEntry("password", "pw-amina")
        .containsEntry("profile", "w-10m");
    assertThat(site.sweep().foreign()).isEmpty();
  }

  @Test
  void aForeignProfileInTheWayIsTakenOverToo() {
    site.byHand(Sentence.of("/ppp/profile/add").set("name", "w-10m").set("rate-limit", "1M/1M"));
    site.snapshot(1, amina);
    site.awaitResult(amina, Outcome.FAILED);
    assertThat(site.hub.await(Drift.class, any -> true).foreign())
        .containsExactly("pppoe-profile w-10m");
    assertThat(site.command(Command.ADOPT, "pppoe-profile w-10m").ok()).isTrue();
    site.sweep();
    site.awaitResult(amina, Outcome.APPLIED);
    assertThat(
            site.simulator.state().rows("/ppp/profile").stream()
                .filter(row -> "w-10m".equals(row.get("name"))))
        .extracting(row -> row.get("rate-limit"))
        .containsExactly("2M/10M");
  }

  @Test
  void whoIsOnlineWithoutAnAccessOfOursIsAFreeRider() {
    site.byHand(
        Sentence.of("/ppp/secret/add")
            .set("name", "bank")
            .set("password", "x")
            .set("local-address", "10.10.0.1")
            .set("remote-address", "10.10.9.9"));
    Access off = Fixture.off(brian, 1);
    site.snapshot(1, amina, off);
    site.awaitResult(amina, Outcome.APPLIED);
    site.simulator.dial("amina", "pw-amina");
    assertThat(site.simulator.dial("bank", "x")).isInstanceOf(DialResult.Accepted.class);
    assertThat(site.sweep().freeRiders()).containsExactly("pppoe bank");
    site.simulator.hangUp("bank");
    assertThat(site.sweep().freeRiders()).isEmpty();
  }

  @Test
  void aRowThatTheRouterRefusesDoesNotMakeItsNeighboursWait() {
    List<Access> all = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      all.add(Fixture.on(UUID.randomUUID(), 1, i == 50 ? "" : "user" + i));
    }
    Access poison = all.get(50);
    site.snapshot(1, all.toArray(Access[]::new));
    assertThat(site.awaitResult(poison, Outcome.FAILED).error()).contains("the router refused");
    all.remove(50);
    all.forEach(row -> site.awaitResult(row, Outcome.APPLIED));
    site.delta(1, 2, amina);
    site.awaitResult(amina, Outcome.APPLIED);
    assertThat(site.sweep().lines())
        .anySatisfy(line -> assertThat(line).contains("the router refused"));
    Access named = Fixture.on(poison.access(), 3, "named");
    site.delta(2, 3, named);
    site.awaitResult(named, Outcome.APPLIED);
    assertThat(site.sweep().lines()).isEmpty();
    assertThat(site.simulator.state().rows("/ppp/secret")).extracting(Map::size).hasSize(101);
  }
}
