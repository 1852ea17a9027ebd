package io.washa.portal.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PhoneProblemTest {
  @ParameterizedTest
  @CsvSource({
    "'', EMPTY",
    "wanjiru, LETTERS",
    "0712 34, SHORT",
    "+254 712 34, SHORT",
    "0712 345 678 9, LONG",
    "+255 712 345 678, FOREIGN",
    "00255712345678, FOREIGN",
    "020 222 3334, NOT_MOBILE"
  })
  void saysWhatIsWrong(String typed, PhoneProblem problem) {
    assertThat(PhoneProblem.of(typed)).isEqualTo(problem);
  }
}
