package io.washa.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.washa.protocol.Applied.Outcome;
import io.washa.protocol.ApplyDesired.Access;
import io.washa.protocol.Drift;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever became of the router: the desired state comes back, and then nothing differs. */
class ComebackTest {
  @TempDir Path data;
  @TempDir Path flash;
  private Fixture site;
  private final Access amina = Fixture.on(UUID.randomUUID(), 1, "amina");
  private final Access brian = Fixture.off(Fixture.on(UUID.randomUUID(), 1, "brian"), 1);

  @BeforeEach
  void aSiteThatIsRight() {
    site = new Fixture(data, Fixture.tower().flash(flashFile()));
    site.connect();
    site.snapshot(1, amina, brian);
    site.awaitResult(amina, Outcome.APPLIED);
    site.awaitResult(brian, Outcome.APPLIED);
    site.hub.forget();
  }

  @AfterEach
  void close() {
    site.close();
  }

  private void everythingIsBack() {
    Eventually.until(
        "amina may come in",
        () -> site.secret("amina").map(row -> "false".equals(row.get("disabled"))).orElse(false));
    Eventually.until(
        "brian may not",
        () -> site.secret("brian").map(row -> "true".equals(row.get("disabled"))).orElse(false));
    Drift drift = site.sweep();
    assertThat(drift.lines()).isEmpty();
    assertThat(drift.foreign()).isEmpty();
  }

  private Path flashFile() {
    return flash.resolve("flash");
  }

  @Test
  void afterAReboot() {
    site.simulator.power(false);
    site.simulator.power(true);
    everythingIsBack();
  }

  @Test
  void afterAFactoryReset() throws IOException {
    Files.delete(flashFile());
    site.replaceBy(Fixture.tower().flash(flashFile()));
    everythingIsBack();
  }

  @Test
  void afterAnOldBackupWasRestored() throws IOException {
    Path backup = flash.resolve("backup");
    Files.copy(flashFile(), backup);
    Access off = Fixture.off(amina, 2);
    Access cecilia = Fixture.on(UUID.randomUUID(), 2, "cecilia");
    site.delta(1, 2, off, cecilia);
    site.awaitResult(cecilia, Outcome.APPLIED);
    site.delta(2, 3, Fixture.gone(brian, 3));
    site.awaitResult(Fixture.gone(brian, 3), Outcome.APPLIED);
    site.replaceBy(Fixture.tower().flash(backup));
    Eventually.until("cecilia is back", () -> site.secret("cecilia").isPresent());
    Eventually.until("brian is gone", () -> site.secret("brian").isEmpty());
    Eventually.until(
        "amina is off", () -> "true".equals(site.secret("amina").orElseThrow().get("disabled")));
    assertThat(site.sweep().lines()).isEmpty();
  }

  @Test
  void onAnotherBox() {
    site.replaceBy(Fixture.tower().serial("HFE09ZZZZZZ").version("6.49.10"));
    everythingIsBack();
  }

  @Test
  void withTheClockIn1970() {
    Instant start = Instant.now();
    InstantSource wrong =
        () ->
            Instant.EPOCH
                .plusSeconds(86_400)
                .plus(java.time.Duration.between(start, Instant.now()));
    site.replaceBy(Fixture.tower().clock(wrong));
    everythingIsBack();
  }

  @Test
  void whereTheRouterHidesPasswords() {
    site.replaceBy(Fixture.tower().version("7.21"));
    everythingIsBack();
    site.simulator.power(false);
    site.simulator.power(true);
    everythingIsBack();
    assertThat(site.simulator.dial("amina", "pw-amina"))
        .isInstanceOf(io.washa.simulators.routeros.DialResult.Accepted.class);
  }
}
