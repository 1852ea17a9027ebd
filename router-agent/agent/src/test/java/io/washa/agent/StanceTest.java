package io.washa.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.washa.protocol.Applied.Outcome;
import io.washa.protocol.ApplyDesired.Access;
import io.washa.protocol.Assign;
import io.washa.protocol.Command;
import io.washa.protocol.Drift;
import io.washa.protocol.Observed;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is done with a router that is only watched, and with a box that is not the expected one. */
class StanceTest {
  private static final String SERIAL = "HFE09ABCDEF";
  private static final Assign.Rules WATCHED = new Assign.Rules(SERIAL, true, null, null);
  private static final Assign.Rules SERVED = new Assign.Rules(SERIAL, false, null, null);

  @TempDir Path data;
  private Fixture site;
  private final Access amina = Fixture.on(UUID.randomUUID(), 1, "amina");

  @BeforeEach
  void aSite() {
    site = new Fixture(data);
  }

  @AfterEach
  void close() {
    site.close();
  }

  @Test
  void aRouterThatIsOnlyWatchedIsReportedOnAndNotWritten() {
    site.rules = WATCHED;
    site.connect();
    site.snapshot(1, amina);
    assertThat(site.awaitResult(amina, Outcome.WAITING).error()).contains("only watched");
    Drift drift = site.hub.await(Drift.class, any -> true);
    assertThat(drift.written()).isFalse();
    assertThat(drift.why()).contains("only watched");
    assertThat(drift.lines()).contains("add user: amina");
    assertThat(site.simulator.counters().flashWrites()).isZero();
    site.rules = SERVED;
    site.assign();
    site.awaitResult(amina, Outcome.APPLIED);
    assertThat(site.secret("amina")).isPresent();
  }

  @Test
  void onARouterThatIsOnlyWatchedNobodyIsKickedOrCutOff() {
    site.hub.graceSeconds = 0;
    site.rules = SERVED;
    site.connect();
    Access ending = Fixture.until(amina, Instant.now().plusSeconds(3));
    site.snapshot(1, ending);
    site.awaitResult(ending, Outcome.APPLIED);
    site.simulator.dial("amina", "pw-amina");
    site.rules = WATCHED;
    site.assign();
    assertThat(site.command(Command.KICK, "amina").ok()).isFalse();
    Access off = Fixture.off(ending, 2);
    site.delta(1, 2, off);
    site.awaitResult(off, Outcome.WAITING);
    site.delta(2, 3, Fixture.until(Fixture.on(amina.access(), 3, "amina"), Instant.now()));
    site.hub.goAway();
    LockSupport.parkNanos(Duration.ofSeconds(2).toNanos());
    assertThat(site.isOnline("amina")).isTrue();
    assertThat(site.secret("amina").orElseThrow()).containsEntry("disabled", "false");
  }

  @Test
  void anotherBoxThanExpectedIsNotWrittenAndRowsWait() {
    site.rules = new Assign.Rules("ABC123", false, null, null);
    site.connect();
    site.snapshot(1, amina);
    String reason = "this is another box: serial HFE09ABCDEF, expected ABC123";
    assertThat(site.awaitResult(amina, Outcome.WAITING).error()).isEqualTo(reason);
    Observed seen = site.hub.await(Observed.class, Observed::reachable);
    assertThat(seen.error()).isEqualTo(reason);
    assertThat(site.command(Command.SWEEP, "").text()).isEqualTo(reason);
    assertThat(site.command(Command.PROBE, "").text()).isEqualTo("tower");
    assertThat(site.simulator.commands()).doesNotContain("/ppp/secret/print", "/ppp/secret/add");
    site.rules = SERVED;
    site.assign();
    site.awaitResult(amina, Outcome.APPLIED);
  }

  @Test
  void whatWasTrueOnTheRightBoxWaitsWhileAnotherAnswers() {
    site.rules = SERVED;
    site.connect();
    site.snapshot(1, amina);
    site.awaitResult(amina, Outcome.APPLIED);
    site.replaceBy(Fixture.tower().serial("OTHER"));
    assertThat(
            Eventually.value(
                    "amina waits",
                    Duration.ofSeconds(10),
                    () ->
                        site.hub.all(io.washa.protocol.Applied.class).stream()
                            .flatMap(applied -> applied.results().stream())
                            .filter(result -> result.outcome() == Outcome.WAITING)
                            .filter(
                                result -> String.valueOf(result.error()).contains("another box"))
                            .findFirst())
                .access())
        .isEqualTo(amina.access());
    assertThat(site.simulator.counters().flashWrites()).isZero();
    site.hub.forget();
    site.replaceBy(Fixture.tower());
    site.awaitResult(amina, Outcome.APPLIED);
  }

  @Test
  void withoutAnExpectedSerialTheFirstContactIsReportedAndServed() {
    site.rules = new Assign.Rules(null, false, null, null);
    site.connect();
    site.snapshot(1, amina);
    site.awaitResult(amina, Outcome.APPLIED);
    Observed seen = site.hub.await(Observed.class, Observed::reachable);
    assertThat(seen.error()).isNull();
    assertThat(Objects.requireNonNull(seen.identity()).serial()).isEqualTo(SERIAL);
  }
}
