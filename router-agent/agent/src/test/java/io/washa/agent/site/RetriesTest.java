package io.washa.agent.site;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class RetriesTest {
  private static final long LATER = System.nanoTime() + Duration.ofHours(1).toNanos();

  private final UUID row = UUID.randomUUID();

  @Test
  void aRowThatIsRefusedAgainAndAgainIsParked() {
    Retries retries = new Retries();
    for (int attempt = 0; attempt < Retries.MAX_TRIES; attempt++) {
      retries.failed(row);
      assertThat(retries.due(LATER)).containsExactly(row);
    }
    retries.failed(row);
    assertThat(retries.due(LATER)).isEmpty();
    assertThat(retries.next()).isEmpty();
  }

  @Test
  void aParkedRowThatChangesIsTriedAgain() {
    Retries retries = new Retries();
    for (int attempt = 0; attempt <= Retries.MAX_TRIES; attempt++) {
      retries.failed(row);
    }
    retries.forget(row);
    retries.failed(row);
    assertThat(retries.due(LATER)).containsExactly(row);
  }

  @Test
  void aLoginThatIsRefusedIsTriedLessOftenThanARouterThatIsAway() {
    SiteSettings settings = SiteSettings.standard();
    RetryPauses pauses = new RetryPauses(settings);
    long longest = 0;
    for (int i = 0; i < 20; i++) {
      longest = Math.max(longest, pauses.afterLoss());
    }
    assertThat(longest).isLessThanOrEqualTo(settings.retryMax().toNanos());
    assertThat(pauses.afterRefusal()).isGreaterThan(Duration.ofSeconds(60).toNanos());
    pauses.reached();
    assertThat(pauses.afterLoss()).isLessThanOrEqualTo(settings.retryMin().toNanos() * 2);
  }
}
