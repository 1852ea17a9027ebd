package io.washa.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.washa.bench.Figure.Amount;
import io.washa.bench.Figure.Goal;
import org.junit.jupiter.api.Test;

class FigureTest {
  @Test
  void aLineSaysTheFigureItsLimitTheRatioAndWhetherTheGoalIsMet() {
    Figure figure =
        new Figure(
            "ingest.rate",
            new Amount(284.4, "callbacks/s"),
            new Amount(454, "callbacks/s"),
            0.67,
            Goal.atLeast(0.6));
    assertThat(figure.line())
        .isEqualTo(
            "ingest.rate | 284 callbacks/s | limit 454 callbacks/s | ratio 0.67 | goal >= 0.60 | met");
  }

  @Test
  void aRatioOnTheWrongSideOfItsGoalIsMissed() {
    assertThat(figure(2.01, Goal.atMost(2)).line()).endsWith("| goal <= 2.00 | missed");
    assertThat(figure(2.00, Goal.atMost(2)).line()).endsWith("| goal <= 2.00 | met");
    assertThat(figure(0.59, Goal.atLeast(0.6)).met()).isFalse();
    assertThat(figure(0.60, Goal.atLeast(0.6)).met()).isTrue();
  }

  private static Figure figure(double ratio, Goal goal) {
    return new Figure("any", new Amount(1, "ms"), new Amount(1, "ms"), ratio, goal);
  }
}
