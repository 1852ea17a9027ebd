package io.washa.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.washa.agent.store.AgentFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlatformTimeTest {
  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
  private static final long TWO_HOURS = 7200;
  @TempDir Path data;

  @SuppressWarnings("NullAway.Init") // Set before each test.
  private AgentFolder folder;

  private final Clock clock = new Clock();

  private static final class Clock implements AgentClock {
    private Instant wall = NOON;
    private long nanos;

    @Override
    public long nanos() {
      return nanos;
    }

    @Override
    public Instant wall() {
      return wall;
    }

    void pass(Duration time) {
      wall = wall.plus(time);
      nanos += time.toNanos();
    }
  }

  @BeforeEach
  void open() throws IOException {
    folder = AgentFolder.open(data);
  }

  @AfterEach
  void close() throws IOException {
    folder.close();
  }

  private PlatformTime welcomed() {
    PlatformTime time = new PlatformTime(clock, folder);
    time.welcomed(NOON, TWO_HOURS);
    return time;
  }

  @Test
  void withTheHubThereNothingIsCutHoweverLongAgoItWasHeard() {
    PlatformTime time = welcomed();
    clock.pass(Duration.ofDays(1));
    assertThat(time.cutOffTime()).isEmpty();
    time.left();
    assertThat(time.cutOffTime()).contains(NOON.plus(Duration.ofDays(1)));
  }

  @Test
  void theGraceRunsFromWhenTheHubWasLastHeard() {
    PlatformTime time = welcomed();
    time.left();
    clock.pass(Duration.ofMinutes(119));
    assertThat(time.cutOffTime()).isEmpty();
    clock.pass(Duration.ofMinutes(1));
    assertThat(time.cutOffTime()).contains(NOON.plus(Duration.ofHours(2)));
  }

  @Test
  void aWallClockThatJumpsIsNotAskedWhileTheAgentRuns() {
    PlatformTime time = welcomed();
    time.left();
    clock.pass(Duration.ofHours(3));
    clock.wall = Instant.EPOCH;
    assertThat(time.cutOffTime()).contains(NOON.plus(Duration.ofHours(3)));
  }

  @Test
  void afterADayWithoutPowerTheHubIsLookedForBeforeAnybodyIsCut() {
    welcomed().left();
    clock.pass(Duration.ofDays(1));
    PlatformTime restarted = new PlatformTime(clock, folder);
    assertThat(restarted.cutOffTime()).isEmpty();
    clock.pass(Duration.ofMinutes(2));
    assertThat(restarted.cutOffTime()).contains(NOON.plus(Duration.ofDays(1)).plusSeconds(120));
  }

  @Test
  void afterAPowerCutWithTheTimeUnknownNobodyIsCutUntilItIsKnown() {
    welcomed().left();
    clock.wall = Instant.parse("1970-01-02T00:00:00Z");
    PlatformTime restarted = new PlatformTime(clock, folder);
    clock.pass(Duration.ofDays(2));
    assertThat(restarted.cutOffTime()).isEmpty();
    assertThat(restarted.now()).isEmpty();
    clock.wall = NOON.plus(Duration.ofDays(2)); // A time server answered.
    assertThat(restarted.cutOffTime()).contains(NOON.plus(Duration.ofDays(2)));
  }

  @Test
  void aClockThatIsYearsAheadIsNotBelieved() {
    welcomed().left();
    clock.wall = Instant.parse("2099-01-01T00:00:00Z");
    PlatformTime restarted = new PlatformTime(clock, folder);
    clock.pass(Duration.ofHours(3));
    assertThat(restarted.cutOffTime()).isEmpty();
    clock.wall = NOON.plus(Duration.ofHours(3));
    assertThat(restarted.cutOffTime()).isPresent();
  }

  @Test
  void anAgentThatNeverHeardTheHubCutsNobody() {
    PlatformTime time = new PlatformTime(clock, folder);
    clock.pass(Duration.ofDays(5));
    assertThat(time.cutOffTime()).isEmpty();
  }

  @Test
  void theLastTimeHeardSurvivesAKillWithinAMinute() {
    PlatformTime time = welcomed();
    time.heard(NOON.plusSeconds(600));
    time.heard(NOON.plusSeconds(630)); // Killed here, without left().
    clock.wall = NOON.plusSeconds(595);
    assertThat(new PlatformTime(clock, folder).now()).isEmpty();
    clock.wall = NOON.plusSeconds(601);
    assertThat(new PlatformTime(clock, folder).now()).isPresent();
  }
}
