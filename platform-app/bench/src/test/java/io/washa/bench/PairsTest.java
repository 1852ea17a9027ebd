package io.washa.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class PairsTest {
  @Test
  void theRatioIsTheMedianOfNeighboursAndNotTheRatioOfMedians() {
    Pairs pairs = new Pairs();
    pairs.add(10, 10);
    pairs.add(40, 80);
    pairs.add(60, 50);
    assertThat(pairs.value()).isEqualTo(40);
    assertThat(pairs.limit()).isEqualTo(50);
    assertThat(pairs.ratio()).isCloseTo(1.0, within(1e-9));
    assertThat(pairs.spread())
        .isEqualTo("3 pairs, ratio min 0.50, quartiles 0.75 and 1.10, max 1.20");
  }

  @Test
  void aQuantileBetweenTwoNumbersLiesBetweenThem() {
    assertThat(Pairs.quantile(List.of(3.0, 1.0), 0.5)).isEqualTo(2.0);
    assertThat(Pairs.quantile(List.of(7.0), 0.99)).isEqualTo(7.0);
  }
}
