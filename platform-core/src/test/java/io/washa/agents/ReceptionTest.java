package io.washa.agents;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.washa.protocol.Goodbye;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ReceptionTest {
  private final AtomicInteger looked = new AtomicInteger();

  @Test
  void whoStandsInLineTooLongIsToldWhenToComeBackAndTheNextIsLookedAt() throws Exception {
    Reception reception = oneAtATime(Duration.ofMillis(50));
    CountDownLatch inside = new CountDownLatch(1);
    CountDownLatch done = new CountDownLatch(1);
    Thread first =
        Thread.ofVirtual()
            .start(() ->
                reception.receive(() -> {
                  inside.countDown();
                  await(done);
                }));
    inside.await();

    Goodbye later = reception.receive(looked::incrementAndGet).orElseThrow();

    assertThat(later.retry()).isTrue();
    assertThat(later.pauseMillis()).isPositive();
    assertThat(looked).hasValue(0);
    done.countDown();
    first.join();
    assertThat(reception.receive(looked::incrementAndGet)).isEmpty();
    assertThat(looked).hasValue(1);
  }

  @Test
  void aLookThatFailsGivesItsPlaceBack() {
    Reception reception = oneAtATime(Duration.ofMillis(50));
    assertThatThrownBy(() ->
            reception.receive(() -> {
              throw new IllegalStateException("no database");
            }))
        .hasMessage("no database");
    assertThat(reception.receive(looked::incrementAndGet)).isEqualTo(Optional.empty());
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void theMoreThereWereTheWiderTheySpread() {
    assertThat(new Reception(limits(Duration.ZERO), () -> 5000).spread())
        .isEqualTo(Duration.ofSeconds(10));
    assertThat(new Reception(limits(Duration.ZERO), () -> 1).spread())
        .isEqualTo(Duration.ofMillis(2));
  }

  private static Reception oneAtATime(Duration line) {
    return new Reception(limits(line), () -> 1);
  }

  private static HubProperties.Limits limits(Duration line) {
    return new HubProperties.Limits(10, 10, 1, line, 500);
  }
}
