package io.washa.admin.routers;

import static org.assertj.core.api.Assertions.assertThat;

import io.washa.admin.desk.Texts;
import io.washa.admin.desk.Words;
import io.washa.network.health.Refused;
import io.washa.network.health.RouterHealth.Figures;
import io.washa.protocol.Health;
import io.washa.protocol.Refusals.Reason;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What the desk says of routers and lines is said as people say it. */
class NetworkWordsTest {
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

  @Test
  void everyEndOfASessionAndEveryOutageHasWords() {
    assertThat(Stream.of("went", "off", "replaced", "restart", "lost").map("session."::concat))
        .allMatch(Texts::has);
    assertThat(
            Stream.of("router_silent", "agent_away", "sessions_dropped")
                .map("outage.reason."::concat))
        .allMatch(Texts::has);
    assertThat(Stream.of("DAY", "WEEK", "MONTH").map(window -> window.toLowerCase(Locale.ROOT)))
        .allMatch(window -> Texts.has("line.fair." + window));
  }

  @Test
  void bytesAndRatesAreSaidInThousands() {
    assertThat(NAIROBI.bytes(0)).isEqualTo("0 B");
    assertThat(NAIROBI.bytes(999)).isEqualTo("999 B");
    assertThat(NAIROBI.bytes(1_500_000_000L)).isEqualTo("1.5 GB");
    assertThat(NAIROBI.bytes(5_000_000_000_000_000L)).isEqualTo("5000.0 TB");
    assertThat(NAIROBI.rate(12_000_000)).isEqualTo("12.0 Mbit/s");
  }

  @Test
  void figuresSayHowOldTheyAreAndThoseOfAnotherTimeAreOld() {
    Figures fresh = figures(NOON.minusSeconds(12));
    Figures old = figures(NOON.minusSeconds(300));

    assertThat(HealthWords.age(fresh, NOON)).isEqualTo("12 s ago");
    assertThat(HealthWords.isOld(fresh, NOON)).isFalse();
    assertThat(HealthWords.age(old, NOON)).isEqualTo("5 min ago");
    assertThat(HealthWords.isOld(old, NOON)).isTrue();
    assertThat(HealthWords.load(fresh.health())).isEqualTo("CPU 37 % · memory 75 % · 1 online");
  }

  private static String sentence(Refused refused) {
    return RefusalWords.sentence(refused, NAIROBI, NOON);
  }

  private static Refused refused(int times, Instant first, @Nullable String mac) {
    return new Refused("mary", Reason.WRONG_PASSWORD, mac, "invalid password", times, first, NOON);
  }

  private static Figures figures(Instant at) {
    return new Figures(
        at, new Health(UUID.randomUUID(), "7.20", 37, 250, 1000, 5, 1, 0, List.of()));
  }
}
