package io.washa.billing.documents;

import static org.assertj.core.api.Assertions.assertThat;

import io.washa.tenancy.Tenant;
import io.washa.tenancy.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class WordsTest {
  private static final Tenant TENANT =
      new Tenant(
          new TenantId(1),
          "mtaani",
          "Mtaani",
          Tenant.State.ACTIVE,
          ZoneId.of("Africa/Nairobi"),
          new Tenant.Brand("#0b6e4f", ""),
          Duration.ofHours(2));

  private final Words english = Words.of("en", TENANT);
  private final Words swahili = Words.of("sw", TENANT);

  @Test
  void bothLanguagesSayTheSameThings() {
    assertThat(swahili.bundle().keySet()).isEqualTo(english.bundle().keySet());
    for (String key : english.bundle().keySet()) {
      assertThat(swahili.say(key, "@").contains("@"))
          .as(key)
          .isEqualTo(english.say(key, "@").contains("@"));
    }
    assertThat(swahili.say("total")).isNotEqualTo(english.say("total"));
  }

  @Test
  void anyOtherLanguageIsEnglish() {
    Words french = Words.of("fr", TENANT);

    assertThat(french.language()).isEqualTo("en");
    assertThat(french.say("total")).isEqualTo("Total");
    assertThat(swahili.language()).isEqualTo("sw");
  }

  @Test
  void everyKindAndStateHasAWord() {
    Stream<String> keys =
        Stream.of(
                Arrays.stream(Document.Kind.values()).map(kind -> "title." + kind),
                Arrays.stream(Document.State.values()).map(state -> "state." + state),
                Arrays.stream(AccountStatement.Kind.values()).map(kind -> "kind." + kind))
            .flatMap(key -> key)
            .map(key -> key.toLowerCase(Locale.ROOT));

    assertThat(english.bundle().keySet()).containsAll(keys.toList());
  }

  @Test
  void moneyPercentAndTimesAreWrittenAsPeopleReadThem() {
    assertThat(english.money(123_456_789)).isEqualTo("KES 1,234,567.89");
    assertThat(english.amount(-5)).isEqualTo("-0.05");
    assertThat(english.amountOrBlank(0)).isEmpty();
    assertThat(Words.percent(1600)).isEqualTo("16 %");
    assertThat(Words.percent(150)).isEqualTo("1.5 %");
    assertThat(english.minute(Instant.parse("2026-11-24T21:30:00Z"))).isEqualTo("25/11/2026 00:30");
  }
}
