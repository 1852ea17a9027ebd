package io.washa.agent.site;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ByteCountTest {
  private static final long FOUR_GIB = 1L << 32;

  @Test
  void aCounterThatGrowsIsTheTotal() {
    assertThat(ByteCount.UNKNOWN.read(100).read(250).total()).isEqualTo(250);
  }

  @Test
  void whatWasNotShownChangesNothing() {
    assertThat(ByteCount.UNKNOWN.read(-1).total()).isEqualTo(-1);
    assertThat(ByteCount.UNKNOWN.read(100).read(-1).total()).isEqualTo(100);
  }

  @Test
  void aCounterThatFellFromTheUpperHalfOfThirtyTwoBitsHasWrapped() {
    ByteCount before = ByteCount.UNKNOWN.read(FOUR_GIB - 1000);
    assertThat(before.read(500).total()).isEqualTo(FOUR_GIB + 500);
    assertThat(before.read(500).read(700).total()).isEqualTo(FOUR_GIB + 700);
  }

  @Test
  void aCounterThatFellOtherwiseBeganAnew() {
    assertThat(ByteCount.UNKNOWN.read(1_000_000).read(500).total()).isEqualTo(1_000_500);
    assertThat(ByteCount.UNKNOWN.read(FOUR_GIB + 5).read(500).total()).isEqualTo(FOUR_GIB + 505);
  }
}
