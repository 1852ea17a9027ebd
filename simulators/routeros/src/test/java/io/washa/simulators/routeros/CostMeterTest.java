package io.washa.simulators.routeros;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class CostMeterTest {
  private static final long MILLI = 1_000_000;

  private long now = 1_000 * MILLI;
  private final CostMeter meter = new CostMeter(CostModel.REALISTIC, () -> now);

  /** A client that waits for each answer: time passes by as much as the sentence takes. */
  private long[] inTurn(int sentences) {
    long[] took = new long[sentences];
    for (int i = 0; i < sentences; i++) {
      took[i] = meter.sentence();
      now += took[i];
    }
    return took;
  }

  @Test
  void aRestedRouterTakesAMillisecondASentence() {
    assertThat(inTurn(200)).containsOnly(MILLI);
  }

  /** While 200 were worked off in 200 ms, ten were regained. */
  @Test
  void afterTheBurstEverySentenceTakesTwentyMilliseconds() {
    long[] took = inTurn(500);
    int fast = 0;
    while (took[fast] == MILLI) {
      fast++;
    }
    assertThat(fast).isBetween(200, 212);
    for (int i = fast + 1; i < took.length; i++) {
      assertThat(took[i]).isEqualTo(20 * MILLI);
    }
  }

  @Test
  void sentencesSentAllAtOnceQueueUpAtTheSamePace() {
    long last = 0;
    for (int i = 0; i < 1_000; i++) {
      last = meter.sentence();
    }
    assertThat(last).isEqualTo((1_000 - 200) * 20 * MILLI);
  }

  @Test
  void aHundredSentencesAtOnceQueueUpBehindEachOther() {
    for (int i = 1; i <= 100; i++) {
      assertThat(meter.sentence()).isEqualTo(i * MILLI);
    }
  }

  @Test
  void aPauseOfFourSecondsRestsTheRouterWholly() {
    inTurn(500);
    now += Duration.ofSeconds(4).toNanos();
    assertThat(inTurn(200)).containsOnly(MILLI);
    assertThat(inTurn(20)[19]).isEqualTo(20 * MILLI);
  }

  @Test
  void aShortPauseRegainsOneSentenceForEveryTwentyMilliseconds() {
    inTurn(500);
    now += Duration.ofMillis(200).toNanos();
    long[] took = inTurn(20);
    int fast = 0;
    while (took[fast] == MILLI) {
      fast++;
    }
    assertThat(fast).isBetween(9, 11);
  }

  @Test
  void aLongRestGivesNoMoreThanOneBurst() {
    now += Duration.ofDays(30).toNanos();
    assertThat(inTurn(300)[299]).isEqualTo(20 * MILLI);
  }

  @Test
  void rowsAndFlashWritesTakeTimeOnTop() {
    assertThat(meter.work(20_000, 0)).isEqualTo(1_000 * MILLI);
    now += 1_000 * MILLI;
    assertThat(meter.work(0, 3)).isEqualTo(6 * MILLI);
    now += 6 * MILLI;
    assertThat(meter.work(0, 0)).isZero();
  }

  @Test
  void workOfOneConnectionDelaysTheSentencesOfAnother() {
    meter.work(20_000, 0);
    assertThat(meter.sentence()).isEqualTo(1_001 * MILLI);
  }

  @Test
  void aFreeModelNeverWaits() {
    CostMeter free = new CostMeter(CostModel.FREE, () -> now);
    for (int i = 0; i < 1_000; i++) {
      assertThat(free.sentence()).isZero();
      assertThat(free.work(100, 100)).isZero();
    }
  }
}
