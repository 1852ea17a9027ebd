package io.washa.admin.subscribers;

import static org.assertj.core.api.Assertions.assertThat;

import io.washa.admin.desk.Words;
import io.washa.network.health.Refused;
import io.washa.protocol.Refusals.Reason;
import java.time.Instant;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Why somebody was not let in is said so that whoever answers the phone can say it on. */
class RefusalWordsTest {
  private static final Words NAIROBI = new Words(ZoneId.of("Africa/Nairobi"));
  private static final Instant NOON = Instant.parse("2026-11-27T09:00:00Z");

  @Test
  void aRefusalSaysWhyHowOftenSinceWhenAndFromWhere() {
    Instant morning = Instant.parse("2026-11-27T05:10:00Z");

    assertThat(sentence(refused(14, morning, "AA:BB:CC:00:00:01")))
        .isEqualTo("Wrong password, 14 times since 08:10, from AA:BB:CC:00:00:01");
    assertThat(sentence(refused(1, morning, null))).isEqualTo("Wrong password, once at 08:10");
    assertThat(sentence(refused(2, morning.minusSeconds(86_400), null)))
        .isEqualTo("Wrong password, 2 times since 26 Nov, 08:10");
  }

  @Test
  void everyReasonHasWords() {
    for (Reason reason : Reason.values()) {
      assertThat(RefusalWords.reason(reason)).isNotBlank();
    }
  }

  private static String sentence(Refused refused) {
    return RefusalWords.sentence(refused, NAIROBI, NOON);
  }

  private static Refused refused(int times, Instant first, @Nullable String mac) {
    return new Refused("mary", Reason.WRONG_PASSWORD, mac, "invalid password", times, first, NOON);
  }
}
