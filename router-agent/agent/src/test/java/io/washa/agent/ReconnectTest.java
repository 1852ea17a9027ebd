package io.washa.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.washa.agent.routeros.Sentence;
import io.washa.protocol.Applied.Outcome;
import io.washa.protocol.ApplyDesired;
import io.washa.protocol.ApplyDesired.Access;
import io.washa.protocol.Command;
import io.washa.protocol.CommandResult;
import io.washa.protocol.Observed;
import io.washa.simulators.routeros.CostModel;
import io.washa.simulators.routeros.Counters;
import io.washa.simulators.routeros.Faults;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How much is read of a router that was away for a moment. */
class ReconnectTest {
  private static final int MANY = 2000;

  @TempDir Path data;
  private Fixture site;

  @BeforeEach
  void aRouterWithManyUsers() {
    site = new Fixture(data, Fixture.tower().cost(CostModel.FREE));
    site.measureEvery(Duration.ofHours(1));
    site.connect();
    List<Access> rows = new ArrayList<>();
    for (int i = 0; i < MANY; i++) {
      rows.add(Fixture.on(UUID.randomUUID(), 1, "user" + i));
    }
    int parts = MANY / 500;
    for (int part = 0; part < parts; part++) {
      List<Access> some = rows.subList(part * 500, (part + 1) * 500);
      site.hub.send(
          new ApplyDesired(
              site.router, 1, true, 0, 1, part + 1, parts, List.of(Fixture.TEN_MEGABIT), some));
    }
    rows.forEach(row -> site.awaitResult(row, Outcome.APPLIED));
    proofIsTaken(2);
  }

  /** Only for that, and twice after connecting, is the router asked about its resources. */
  private void proofIsTaken(long asked) {
    Eventually.until("the counts are taken", () -> asked() > asked);
    LockSupport.parkNanos(Duration.ofMillis(200).toNanos());
  }

  private long asked() {
    return site.simulator.commands().stream().filter("/system/resource/print"::equals).count();
  }

  @AfterEach
  void close() {
    site.close();
  }

  @Test
  void aConnectionThatBrokeCostsAFewCountsAndNotTheTable() {
    Counters cost = breakConnection();
    assertThat(cost.rows()).isLessThan(60);
    assertThat(cost.sentences()).isLessThan(40);
  }

  @Test
  void aRouterThatRestartedIsReadAnew() {
    site.hub.forget();
    site.simulator.power(false);
    // A real one takes longer than this to be back.
    LockSupport.parkNanos(Duration.ofSeconds(4).toNanos());
    site.simulator.power(true);
    Eventually.until("the whole table is read", () -> site.simulator.counters().rows() >= MANY);
  }

  @Test
  void aRouterThatHoldsMoreOrLessThanItDidIsReadAnewAndPutRight() {
    site.byHand(Sentence.of("/ppp/secret/remove").set("numbers", "user7"));
    Counters cost = breakConnection();
    assertThat(cost.rows()).isGreaterThan(MANY);
    Eventually.until("user7 is back", () -> site.secret("user7").isPresent());
  }

  @Test
  void whatWasWrittenAndReadBackSinceCountsAsProven() {
    long before = asked();
    Access amina = Fixture.on(UUID.randomUUID(), 2, "amina");
    site.delta(1, 2, amina);
    site.awaitResult(amina, Outcome.APPLIED);
    proofIsTaken(before);
    assertThat(breakConnection().rows()).isLessThan(60);
  }

  @Test
  void whoPaidMeanwhileIsLetInWithoutReadingTheTable() {
    site.hub.forget();
    site.simulator.faults(Faults.none().withReset(true));
    site.hub.await(Observed.class, seen -> !seen.reachable());
    Access amina = Fixture.on(UUID.randomUUID(), 2, "amina");
    site.delta(1, 2, amina);
    site.awaitResult(amina, Outcome.WAITING);
    site.simulator.resetCounters();
    site.simulator.faults(Faults.none());
    site.awaitResult(amina, Outcome.APPLIED);
    assertThat(site.simulator.counters().rows()).isLessThan(60);
  }

  /**
   * What the router had to do until it was known again who is online and the turn after that began:
   * a full comparison would have read by then.
   */
  private Counters breakConnection() {
    site.hub.forget();
    site.simulator.faults(Faults.none().withReset(true));
    site.hub.await(Observed.class, seen -> !seen.reachable());
    site.simulator.resetCounters();
    site.simulator.faults(Faults.none());
    site.hub.await(Observed.class, Observed::complete);
    Command probe = new Command(UUID.randomUUID(), site.router, Command.PROBE, "", 9000);
    site.hub.send(probe);
    site.hub.await(CommandResult.class, answer -> answer.id().equals(probe.id()));
    return site.simulator.counters();
  }
}
