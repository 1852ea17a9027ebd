package io.washa.agent.site;

import static org.assertj.core.api.Assertions.assertThat;

import io.washa.protocol.Refusals;
import io.washa.protocol.Refusals.Refusal;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class RefusalBookTest {
  private static final long SECOND = Duration.ofSeconds(1).toNanos();
  private final RefusalBook book = new RefusalBook();

  @Test
  void theFirstIsToldAtOnceAndEqualOnesLaterCounted() {
    book.add(of("amina"), 0);
    assertThat(book.take(0)).singleElement().extracting(Refusal::times).isEqualTo(1);
    book.add(of("amina"), SECOND);
    book.add(of("amina"), 2 * SECOND);
    assertThat(book.take(3 * SECOND)).isEmpty();
    assertThat(book.take(31 * SECOND)).singleElement().extracting(Refusal::times).isEqualTo(2);
  }

  @Test
  void anotherNameDoesNotWait() {
    book.add(of("amina"), 0);
    book.take(0);
    book.add(of("brian"), SECOND);
    assertThat(book.take(SECOND)).singleElement().extracting(Refusal::name).isEqualTo("brian");
  }

  @Test
  void afterALongSilenceTheNextIsToldAtOnceAgain() {
    book.add(of("amina"), 0);
    book.take(0);
    assertThat(book.take(31 * SECOND)).isEmpty();
    book.add(of("amina"), 40 * SECOND);
    assertThat(book.take(40 * SECOND)).hasSize(1);
  }

  @Test
  void anAttackWithManyNamesIsBoundedAndToldInPortions() {
    for (int i = 0; i < 5000; i++) {
      book.add(of("guess" + i), 0);
    }
    List<Refusal> first = book.take(0);
    assertThat(first).hasSize(Refusals.MAX);
    int told = first.size();
    for (List<Refusal> next = book.take(0); !next.isEmpty(); next = book.take(0)) {
      told += next.size();
    }
    assertThat(told).isEqualTo(1000);
  }

  private static Refusal of(String name) {
    return new Refusal("pppoe", name, null, "WRONG_PASSWORD", "authentication failed", 1);
  }
}
