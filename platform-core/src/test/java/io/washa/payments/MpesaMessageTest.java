package io.washa.payments;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MpesaMessageTest {

  @Test
  void theWholeMessageTellsCodeAndAmount() {
    assertThat(
            MpesaMessage.parse(
                "UKN7ABCDEF Confirmed. Ksh1,500.00 sent to ACME NET for account 100016 on 23/11/26"
                    + " at 9:14 AM New M-PESA balance is Ksh20.00."))
        .contains(new MpesaMessage("UKN7ABCDEF", OptionalLong.of(150_000)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"UKN7ABCDEF", " ukn7abcdef ", "code: UKN7ABCDEF."})
  void theCodeAloneWillDo(String typed) {
    assertThat(MpesaMessage.parse(typed))
        .contains(new MpesaMessage("UKN7ABCDEF", OptionalLong.empty()));
  }

  @Test
  void aCodeWithoutDigitsIsOneOnlyAtTheBeginning() {
    assertThat(MpesaMessage.parse(" UKOABCDEFG Confirmed.").orElseThrow().receipt())
        .isEqualTo("UKOABCDEFG");
    assertThat(MpesaMessage.parse("Thanks for PURCHASING")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "I have paid", "0712345678", "UKN7ABCDE", "UKN7ABCDEFG"})
  void whatHasNoCodeInItIsNone(String typed) {
    assertThat(MpesaMessage.parse(typed)).isEmpty();
  }
}
