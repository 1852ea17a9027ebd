package io.washa.agent.routeros;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class PaceTest {
  private static final int BURST = 200;

  @Test
  void aBurstGoesAtOnceAndTheNextSentenceWaits() {
    Pace pace = new Pace(Duration.ofHours(1));
    for (int i = 0; i < BURST; i++) {
      assertThat(pace.take()).isNotPositive();
    }
    assertThat(pace.take()).isPositive();
  }

  @Test
  void withoutAPaceNothingWaits() {
    Pace pace = new Pace(Duration.ZERO);
    for (int i = 0; i < 2 * BURST; i++) {
      assertThat(pace.take()).isNotPositive();
    }
  }
}
