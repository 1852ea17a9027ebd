package io.washa.payments.matching;

import static org.assertj.core.api.Assertions.assertThat;

import io.washa.customers.AccountNumber;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TypedTest {

  @ParameterizedTest
  @ValueSource(
      strings = {"0712345678", "0712 345 678", "+254 712-345-678", "254712345678", "712345678"})
  void aPhoneIsOneInEverySpelling(String text) {
    assertThat(Typed.of(text).phone()).contains("254712345678");
  }

  @Test
  void anAccountNumberIsNoPhone() {
    assertThat(Typed.of("100017").phone()).isEmpty();
  }

  @Test
  void theNumberAmongOtherWordsIsAWordOfItsOwn() {
    assertThat(Typed.of("Acc 100017 internet").words())
        .containsExactly("ACC100017INTERNET", "ACC", "100017", "INTERNET");
    assertThat(Typed.of("acc100017").words()).contains("100017");
  }

  @ParameterizedTest
  @CsvSource({
    "100017,100017,0",
    "100017,100071,1",
    "100017,100018,1",
    "100017,10001,1",
    "100017,1000177,1",
    "100017,100081,2",
    "MARY,MRAY,1",
    "ABC,,3"
  })
  void slipsAreCounted(String one, String other, int slips) {
    assertThat(Distance.between(one, other == null ? "" : other)).isEqualTo(slips);
  }

  @Test
  void everyAccountNumberNearbyHasAGoodCheckDigitAndIsOneSlipAway() {
    String right = "123451";
    assertThat(AccountNumber.parse(right)).as("the example is one").isPresent();

    for (String slip : Set.of("123415", "123452", "12451", "1234511")) {
      assertThat(AccountNumber.oneSlipFrom(slip)).as(slip).contains(right);
    }
    assertThat(AccountNumber.oneSlipFrom("123415"))
        .allSatisfy(near -> {
          assertThat(AccountNumber.parse(near)).isPresent();
          assertThat(Distance.between(near, "123415")).isEqualTo(1);
        });
    assertThat(AccountNumber.oneSlipFrom("I23452")).as("a letter for a digit").contains(right);
    assertThat(AccountNumber.oneSlipFrom("INTERNET")).isEmpty();
  }

  @Test
  void aPhoneWithAWrongDigitIsFoundNearby() {
    assertThat(Typed.of("0712345679").nearPhones()).contains("254712345678");
    assertThat(Typed.of("0712345687").nearPhones()).contains("254712345678");
  }
}
