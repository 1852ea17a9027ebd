package io.washa.admin.routers;

import static org.assertj.core.api.Assertions.assertThat;

import io.washa.admin.desk.Texts;
import io.washa.admin.desk.Words;
import io.washa.network.health.RouterHealth.Figures;
import io.washa.protocol.Health;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the desk says of routers and lines is said as people say it. */
class NetworkWordsTest {
  private static final Words NAIROBI = new Words(ZoneId.of("Africa/Nairobi"));
  private static final Instant NOON = Instant.parse("2026-11-27T09:00:00Z");

  @Test
  void everyEndOfASessionAndEveryOutageHasWords() {
    assertThat(Stream.of("went", "off", "replaced", "restart", "lost").map("session."::concat))
        .allMatch(Texts::has);
    assertThat(
            Stream.of("router_silent", "agent_away", "sessions_dropped")
                .map("outage.reason."::concat))
        .allMatch(Texts::has);
    assertThat(Stream.of("day", "week", "month").map("line.fair."::concat)).allMatch(Texts::has);
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

  private static Figures figures(Instant at) {
    return new Figures(
        at, new Health(UUID.randomUUID(), "7.20", 37, 250, 1000, 5, 1, 0, List.of()));
  }
}
