package io.washa.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class HeapTest {
  @Test
  void theLastLineOfAHistogramSaysHowManyBytesLive() {
    assertThat(
            Heap.total(
                """
                 num     #instances         #bytes  class name (module)
                -------------------------------------------------------
                   1:         30000        1234567  [B (java.base@25)
                Total         30000        1234567
                """))
        .isEqualTo(1_234_567);
  }

  @Test
  void whatIsNoHistogramIsRefused() {
    assertThatThrownBy(() -> Heap.total("12345: no such process"))
        .hasMessageContaining("no such process");
  }
}
