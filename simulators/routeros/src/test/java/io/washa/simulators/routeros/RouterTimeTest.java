package io.washa.simulators.routeros;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class RouterTimeTest {
  static Stream<JsonNode> durations() {
    return Vectors.read("units.json")
        .get("durations")
        .valueStream()
        .filter(d -> !d.get(1).isNull());
  }

  @ParameterizedTest
  @MethodSource("durations")
  void everyFormOfADurationIsRead(JsonNode vector) {
    long micros = vector.get(1).decimalValue().movePointRight(6).longValueExact();
    assertThat(RouterTime.parse(vector.get(0).asString()))
        .isEqualTo(Duration.ofNanos(1_000 * micros));
    assertThat(vector.get(1).decimalValue()).isGreaterThanOrEqualTo(BigDecimal.ZERO);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "soon", "1x", "-1", "1h-1m", "1:2:3"})
  void whatIsNoDurationIsNotRead(String text) {
    assertThat(RouterTime.parse(text)).isNull();
  }

  @ParameterizedTest
  @CsvSource({"0, 0s", "59, 59s", "60, 1m", "86400, 1d", "788645, 1w2d3h4m5s", "86430, 1d30s"})
  void aDurationIsPrintedInItsUnits(long seconds, String printed) {
    assertThat(RouterTime.format(Duration.ofSeconds(seconds))).isEqualTo(printed);
    assertThat(RouterTime.parse(printed)).isEqualTo(Duration.ofSeconds(seconds));
  }
}
