package io.washa.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.washa.protocol.Applied.Outcome;
import io.washa.protocol.ApplyDesired.Access;
import io.washa.protocol.Observed;
import io.washa.protocol.Refusals;
import io.washa.protocol.Refusals.Refusal;
import io.washa.simulators.routeros.DialResult;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RefusalsTest {
  private static final String PHONE = "AA:BB:CC:00:00:01";
  @TempDir Path data;
  private Fixture site;
  private final Access amina = Fixture.on(UUID.randomUUID(), 1, "amina");
  private final Access brian = Fixture.off(Fixture.on(UUID.randomUUID(), 1, "brian"), 1);

  @BeforeEach
  void aSite() {
    site = new Fixture(data);
    site.connect();
    site.snapshot(1, amina, brian);
    site.awaitResult(amina, Outcome.APPLIED);
    site.awaitResult(brian, Outcome.APPLIED);
  }

  @AfterEach
  void close() {
    site.close();
  }

  private Refusal refused(String name) {
    return Eventually.value(
        name + " among " + site.hub.all(Refusals.class),
        Duration.ofSeconds(15),
        () -> told(name).stream().findFirst());
  }

  private List<Refusal> told(String name) {
    return site.hub.all(Refusals.class).stream()
        .flatMap(refusals -> refusals.refusals().stream())
        .filter(refusal -> refusal.name().equals(name))
        .toList();
  }

  @Test
  void whoIsRefusedIsToldSoonWithReasonAndDevice() {
    site.simulator.dial("amina", "wrong", PHONE);
    long begin = System.nanoTime();
    Refusal refusal = refused("amina");
    assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(5));
    assertThat(refusal.reason()).isEqualTo("WRONG_PASSWORD");
    assertThat(refusal.mac()).isEqualTo(PHONE);
    assertThat(refusal.times()).isEqualTo(1);
    assertThat(refusal.text()).contains("authentication failed");
  }

  @Test
  void whoIsLetInIsNoRefusal() {
    assertThat(site.simulator.dial("amina", "pw-amina")).isInstanceOf(DialResult.Accepted.class);
    site.simulator.dial("nobody", "x");
    assertThat(refused("nobody").reason()).isEqualTo("UNKNOWN_NAME");
    assertThat(told("amina")).isEmpty();
  }

  @Test
  void whoIsSwitchedOffIsToldAsSuch() {
    site.simulator.dial("brian", "pw-brian");
    assertThat(refused("brian").reason()).isEqualTo("SWITCHED_OFF");
  }

  @Test
  void aBoxThatTriesAgainAndAgainIsToldOnce() {
    for (int i = 0; i < 20; i++) {
      site.simulator.dial("amina", "wrong", PHONE);
    }
    site.simulator.dial("nobody", "x");
    refused("nobody");
    assertThat(told("amina").size()).isLessThanOrEqualTo(1);
  }

  @Test
  void whatWasWrittenWhileTheConnectionWasAwayIsToldAfterwards() {
    site.simulator.dial("nobody", "x");
    refused("nobody");
    site.simulator.faults(io.washa.simulators.routeros.Faults.none().withReset(true));
    site.hub.await(Observed.class, seen -> !seen.reachable());
    site.simulator.dial("amina", "wrong", PHONE);
    site.hub.forget();
    site.simulator.faults(io.washa.simulators.routeros.Faults.none());
    assertThat(refused("amina").reason()).isEqualTo("WRONG_PASSWORD");
    assertThat(told("nobody")).isEmpty();
  }

  @Test
  void aRestartOfTheRouterEmptiesItsLogAndHidesNothing() {
    site.simulator.dial("nobody", "x");
    refused("nobody");
    site.simulator.power(false);
    site.hub.await(Observed.class, seen -> !seen.reachable());
    site.simulator.power(true);
    site.simulator.dial("amina", "wrong", PHONE);
    assertThat(refused("amina").reason()).isEqualTo("WRONG_PASSWORD");
  }

  @Test
  void aFullLogThatDropsItsOldestLinesHidesNothing() {
    for (int i = 0; i < 1200; i++) {
      site.simulator.dial("amina", "wrong", PHONE);
    }
    site.simulator.dial("nobody", "x");
    assertThat(refused("nobody").reason()).isEqualTo("UNKNOWN_NAME");
    Eventually.value(
        "amina is told",
        Duration.ofSeconds(5),
        () -> told("amina").isEmpty() ? Optional.empty() : Optional.of(true));
  }
}
