package io.washa.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.washa.protocol.Applied.Outcome;
import io.washa.protocol.ApplyDesired.Access;
import io.washa.protocol.Health;
import io.washa.protocol.Observed;
import io.washa.protocol.Usage;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UsageTest {
  private static final String PHONE = "AA:BB:CC:00:00:01";
  @TempDir Path data;
  private Fixture site;
  private final Access amina = Fixture.on(UUID.randomUUID(), 1, "amina");

  @BeforeEach
  void aSiteWhereAminaIsOnline() {
    site = new Fixture(data);
    site.connect();
    site.snapshot(1, amina);
    site.awaitResult(amina, Outcome.APPLIED);
    site.simulator.dial("amina", "pw-amina", PHONE);
  }

  @AfterEach
  void close() {
    site.close();
  }

  private Observed.Session usage(long more) {
    return Eventually.value(
        "amina counts beyond " + more,
        Duration.ofSeconds(10),
        () ->
            site.hub.all(Usage.class).stream()
                .flatMap(usage -> usage.sessions().stream())
                .filter(session -> session.access().equals(amina.access()) && session.up() > more)
                .findFirst());
  }

  private Optional<Observed.Session> gone() {
    return site.hub.all(Observed.class).stream()
        .flatMap(seen -> seen.gone().stream())
        .filter(session -> session.access().equals(amina.access()))
        .findFirst();
  }

  @Test
  void aSessionCountsOnUnderOneId() {
    Observed.Session first = usage(0);
    assertThat(first.mac()).isEqualTo(PHONE);
    assertThat(first.down()).isGreaterThan(first.up());
    Observed.Session later = usage(first.up());
    assertThat(later.id()).isEqualTo(first.id()).isNotEmpty();
    assertThat(later.down()).isGreaterThan(first.down());
  }

  @Test
  void aSessionThatEndedIsToldAsItWasLastSeen() {
    Observed.Session counted = usage(0);
    site.simulator.hangUp("amina");
    Observed.Session gone = Eventually.value("amina is gone", Duration.ofSeconds(10), this::gone);
    assertThat(gone.id()).isEqualTo(counted.id());
    assertThat(gone.up()).isGreaterThanOrEqualTo(counted.up());
  }

  @Test
  void aGhostOfAPowerCutIsClosedAsSoonAsTheRouterIsBack() {
    Observed.Session counted = usage(0);
    site.simulator.power(false);
    site.hub.await(Observed.class, seen -> !seen.reachable());
    assertThat(gone()).isEmpty();
    site.hub.forget();
    site.simulator.power(true);
    site.hub.await(Observed.class, Observed::reachable);
    long back = System.nanoTime();
    Observed.Session gone =
        Eventually.value("amina's ghost is closed", Duration.ofSeconds(10), this::gone);
    assertThat(Duration.ofNanos(System.nanoTime() - back)).isLessThan(Duration.ofSeconds(5));
    assertThat(gone.id()).isEqualTo(counted.id());
    assertThat(site.hub.await(Observed.class, Observed::complete).came()).isEmpty();
  }

  @Test
  void aSessionAfterARebootIsAnotherAndCountsFromNothing() {
    Observed.Session before = usage(0);
    site.simulator.power(false);
    site.hub.await(Observed.class, seen -> !seen.reachable());
    site.simulator.power(true);
    site.simulator.dial("amina", "pw-amina", PHONE);
    site.hub.forget();
    Observed.Session after = usage(0);
    assertThat(after.id()).isNotEqualTo(before.id());
  }

  @Test
  void aRestartedAgentGoesOnUnderTheSameId() {
    Observed.Session before = usage(0);
    site.stopAgent();
    site.hub.forget();
    site.startAgent();
    site.reconnected();
    Observed.Session after = usage(before.up());
    assertThat(after.id()).isEqualTo(before.id());
    assertThat(gone()).isEmpty();
  }

  @Test
  void whoLeftWhileTheAgentWasDownIsGoneAndNobodyElse() {
    Observed.Session before = usage(0);
    site.stopAgent();
    site.simulator.hangUp("amina");
    site.hub.forget();
    site.startAgent();
    site.reconnected();
    Observed.Session gone = Eventually.value("amina is gone", Duration.ofSeconds(10), this::gone);
    assertThat(gone.id()).isEqualTo(before.id());
    assertThat(gone.up()).isGreaterThanOrEqualTo(before.up());
  }

  @Test
  void aRouterSaysHowItIs() {
    Health health =
        site.hub.await(Health.class, seen -> !seen.interfaces().isEmpty() && seen.sessions() > 0);
    assertThat(health.version()).startsWith("7.20");
    assertThat(health.cpuPercent()).isBetween(0, 100);
    assertThat(health.totalMemory()).isGreaterThan(health.freeMemory());
    assertThat(health.sessions()).isEqualTo(1);
    assertThat(Math.abs(health.clockOffSeconds())).isLessThan(5);
    List<String> names = health.interfaces().stream().map(Health.Interface::name).toList();
    assertThat(names).contains("ether1").doesNotContain("<pppoe-amina>");
    assertThat(health.interfaces().get(0).rxBits()).isBetween(100_000L, 400_000L);
  }
}
