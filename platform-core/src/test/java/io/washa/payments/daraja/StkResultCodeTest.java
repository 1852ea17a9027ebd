package io.washa.payments.daraja;

import static org.assertj.core.api.Assertions.assertThat;

import io.washa.payments.daraja.StkResultCode.Party;
import io.washa.payments.daraja.StkResultCode.Retry;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class StkResultCodeTest {

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          0,          NONE,  NOBODY
          1,          NOW,   PAYER
          4,          LATER, PAYER
          17,         LATER, PAYER
          1032,       NOW,   PAYER
          1037,       NOW,   PAYER
          2001,       NOW,   PAYER
          2028,       NONE,  BUSINESS
          8006,       NONE,  PAYER
          SFC_IC0003, NONE,  BUSINESS
          26,         LATER, MPESA
          """)
  void aCodeOfTheListEndsThePrompt(String code, Retry retry, Party fault) {
    StkResultCode result = StkResultCode.of(code);

    assertThat(result.terminal()).isTrue();
    assertThat(result.paid()).isEqualTo(code.equals("0"));
    assertThat(result.failed()).isEqualTo(!code.equals("0"));
    assertThat(result.retry()).isEqualTo(retry);
    assertThat(result.fault()).isEqualTo(fault);
  }

  @ParameterizedTest
  @ValueSource(strings = {"4999", "2029", "", "00", "-1", "0.0", "paid"})
  void anyOtherCodeIsNeitherPaidNorFailed(String code) {
    StkResultCode result = StkResultCode.of(code);

    assertThat(result.terminal()).isFalse();
    assertThat(result.paid()).isFalse();
    assertThat(result.failed()).isFalse();
  }

  @ParameterizedTest
  @EnumSource
  void everyResultIsSaidInBothLanguages(StkResultCode result) {
    Words words = result.words();

    assertThat(words.key()).startsWith("stk.");
    assertThat(words.english()).isNotBlank();
    assertThat(words.swahili()).isNotBlank().isNotEqualTo(words.english());
  }

  @Test
  void thePasswordIsTheOneOfThePublishedSandboxExample() {
    Shortcode sandbox =
        new Shortcode(
            UUID.randomUUID(),
            "174379",
            "174379",
            Shortcode.Kind.PAYBILL,
            new Shortcode.Credentials(
                "key",
                "secret",
                "bfb279f9aa9bdbcf158e97dd71a467cd2e0c893059b10f78e6b72ada1ed2c919"),
            "token",
            Shortcode.C2bVersion.V2,
            java.util.Optional.empty());

    assertThat(DarajaClient.password(sandbox, "20210628092408"))
        .isEqualTo(
            "MTc0Mzc5YmZiMjc5ZjlhYTliZGJjZjE1OGU5N2RkNzFhNDY3Y2QyZTBjODkzMDU5YjEwZjc4ZTZiNzJhZGEx"
                + "ZWQyYzkxOTIwMjEwNjI4MDkyNDA4");
    assertThat(sandbox + " " + sandbox.credentials()).doesNotContain("bfb279", "secret", "token");
  }
}
