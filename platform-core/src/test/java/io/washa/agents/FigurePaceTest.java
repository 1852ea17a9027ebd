package io.washa.agents;

import static org.assertj.core.api.Assertions.assertThat;

import io.washa.agents.FigurePace.Verdict;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class FigurePaceTest {
  private final AtomicLong nanos = new AtomicLong();
  private final FigurePace pace = new FigurePace(nanos::get);

  @Test
  void twoHundredRoutersMaySpeakAllAtOnceEveryMinute() {
    for (int minute = 0; minute < 10; minute++) {
      for (int router = 0; router < 200; router++) {
        assertThat(pace.weigh(10)).isEqualTo(Verdict.TAKE);
        assertThat(pace.weigh(500)).isEqualTo(Verdict.TAKE);
        assertThat(pace.weigh(20)).isEqualTo(Verdict.TAKE);
      }
      passes(Duration.ofMinutes(1));
    }
  }

  @Test
  void whatIsBeyondIsDroppedAndWhoSlowsDownIsHeardAgain() {
    for (int i = 0; i < FigurePace.BURST; i++) {
      assertThat(pace.weigh(0)).isEqualTo(Verdict.TAKE);
    }
    assertThat(pace.weigh(0)).isEqualTo(Verdict.DROP);

    passes(Duration.ofSeconds(1));

    for (int i = 0; i < FigurePace.TOKENS_A_SECOND; i++) {
      assertThat(pace.weigh(0)).isEqualTo(Verdict.TAKE);
    }
    assertThat(pace.weigh(0)).isEqualTo(Verdict.DROP);
  }

  @Test
  void longMessagesWeighMore() {
    int taken = 0;
    while (pace.weigh(500) == Verdict.TAKE) {
      taken++;
    }
    assertThat(taken).isEqualTo(FigurePace.BURST / 11);
  }

  @Test
  void whoGoesOnRegardlessIsSentAway() {
    for (int i = 0; i < FigurePace.BURST + FigurePace.MOST_DROPPED - 1; i++) {
      assertThat(pace.weigh(0)).isNotEqualTo(Verdict.SEND_AWAY);
    }
    assertThat(pace.weigh(0)).isEqualTo(Verdict.SEND_AWAY);
  }

  private void passes(Duration time) {
    nanos.addAndGet(time.toNanos());
  }
}
