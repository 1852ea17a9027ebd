package io.washa.payments.matching;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PayerTraitsTest {

  @Test
  void aPlainPhoneTellsEverything() {
    PayerTraits traits = PayerTraits.of("254708374149", "John Doe");

    assertThat(traits.hash()).startsWith("bbff37ce").endsWith("4af4");
    assertThat(traits.tail()).isEqualTo("149 JOHN");
  }

  @Test
  void aHashIsTheOneOfThePlainPhone() {
    PayerTraits plain = PayerTraits.of("254705912645", "");

    assertThat(PayerTraits.of(String.valueOf(plain.hash()), "").hash())
        .isEqualTo(plain.hash())
        .startsWith("94c392c3");
    assertThat(PayerTraits.of(String.valueOf(plain.hash()), "NICHOLAS").tail()).isNull();
  }

  @Test
  void aMaskedPhoneTellsItsLastDigits() {
    assertThat(PayerTraits.of("2547 ***** 126", "JANE").tail()).isEqualTo("126 JANE");
    assertThat(PayerTraits.of("2547 ***** 126", "").tail()).isNull();
    assertThat(PayerTraits.of("2547******126", "jane wanjiku").tail()).isEqualTo("126 JANE");
  }

  @Test
  void anythingElseTellsNothing() {
    assertThat(PayerTraits.of("", "")).isEqualTo(new PayerTraits(null, null, null));
    assertThat(PayerTraits.of("<script>", "JANE").digits()).isNull();
  }
}
