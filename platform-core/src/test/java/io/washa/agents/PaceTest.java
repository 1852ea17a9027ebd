package io.washa.agents;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class PaceTest {
  private static final int MESSAGE = 8 * 1024;

  private long nanos;
  private final Pace pace =
      new Pace(new HubProperties.Limits(10, 3, 16, Duration.ofSeconds(5), 500), () -> nanos);

  @Test
  void aBurstIsFreeAndWhatIsBeyondItWaits() {
    assertThat(pace.spend(100)).isFalse();
    assertThat(pace.spend(100)).isFalse();
    assertThat(pace.spend(100)).isFalse();
    assertThat(pace.quiet()).isZero();
    assertThat(pace.spend(100)).isTrue();
    assertThat(pace.quiet()).isEqualTo(Duration.ofMillis(100));
    assertThat(pace.spend(100)).isTrue();
    assertThat(pace.quiet()).isEqualTo(Duration.ofMillis(200));
  }

  @Test
  void timeFillsTheBucketUpToABurst() {
    assertThat(pace.spend(3 * MESSAGE)).isFalse();
    nanos += Duration.ofMillis(200).toNanos();
    assertThat(pace.spend(2 * MESSAGE)).isFalse();
    nanos += Duration.ofHours(1).toNanos();
    assertThat(pace.spend(3 * MESSAGE)).isFalse();
    assertThat(pace.spend(1)).isTrue();
  }

  @Test
  void aLongMessageCountsAsMany() {
    assertThat(pace.spend(3 * MESSAGE)).isFalse();
    nanos += Duration.ofHours(1).toNanos();
    assertThat(pace.spend(3 * MESSAGE + 1)).isTrue();
    assertThat(pace.quiet()).isEqualTo(Duration.ofMillis(100));
  }
}
