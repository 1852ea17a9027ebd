package io.washa.network.health;

import static org.assertj.core.api.Assertions.assertThat;

import io.washa.network.RouterReports;
import io.washa.network.Town;
import io.washa.network.Town.Payer;
import io.washa.network.Town.Tower;
import io.washa.protocol.Health;
import io.washa.protocol.Refusals;
import io.washa.protocol.Refusals.Reason;
import io.washa.protocol.Refusals.Refusal;
import io.washa.testing.CoreTest;
import io.washa.testing.Isp;
import io.washa.testing.World;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

@CoreTest
class LoginRefusalsTest {
  private static final String PHONE = "AA:BB:CC:00:00:01";

  private final RouterReports reports;
  private final LoginRefusals refusals;
  private final RouterHealth health;
  private final Clock clock;
  private final Isp isp;
  private final Tower tower;
  private final Payer mary;
  private final String name;

  LoginRefusalsTest(
      World world,
      Town town,
      RouterReports reports,
      LoginRefusals refusals,
      RouterHealth health,
      Clock clock) {
    this.reports = reports;
    this.refusals = refusals;
    this.health = health;
    this.clock = clock;
    this.isp = world.anIsp();
    this.tower = town.aTower(isp);
    this.mary = town.aPayer(isp);
    this.name = town.value(isp, "SELECT name FROM access WHERE id = ?", mary.access());
  }

  @Test
  void equalRefusalsAreCountedTogetherAndOthersApart() {
    tell(refusal(name, "WRONG_PASSWORD", 3), refusal(name, "TOO_MANY_SESSIONS", 1));
    tell(refusal(name, "WRONG_PASSWORD", 11));

    assertThat(isp.asks(() -> refusals.ofService(mary.service())))
        .extracting(Refused::reason, Refused::times, Refused::mac)
        .containsExactlyInAnyOrder(
            org.assertj.core.groups.Tuple.tuple(Reason.WRONG_PASSWORD, 14, PHONE),
            org.assertj.core.groups.Tuple.tuple(Reason.TOO_MANY_SESSIONS, 1, PHONE));
    assertThat(isp.asks(() -> refusals.ofUnknown(tower.router()))).isEmpty();
  }

  @Test
  void aNameThatIsNobodysStandsWithTheRouter() {
    tell(refusal("stranger", "UNKNOWN_NAME", 2));

    assertThat(isp.asks(() -> refusals.ofUnknown(tower.router())))
        .singleElement()
        .satisfies(each -> {
          assertThat(each.name()).isEqualTo("stranger");
          assertThat(each.times()).isEqualTo(2);
        });
    assertThat(isp.asks(() -> refusals.ofService(mary.service()))).isEmpty();
  }

  @Test
  void onlyTheLastAreKept() {
    tell(
        IntStream.range(0, 200)
            .mapToObj(i -> refusal("nobody" + i, "UNKNOWN_NAME", 1))
            .toArray(Refusal[]::new));
    for (int i = 0; i < 12; i++) {
      tell(new Refusal("pppoe", name, "AA:BB:CC:00:01:%02d".formatted(i), "OTHER_DEVICE", "x", 1));
    }

    assertThat(isp.asks(() -> refusals.ofUnknown(tower.router()))).hasSize(30);
    assertThat(isp.asks(() -> refusals.ofService(mary.service())))
        .hasSize(8)
        .extracting(Refused::mac)
        .first()
        .isEqualTo("AA:BB:CC:00:01:11");
  }

  @Test
  void aReasonFromTheFutureIsAnother() {
    tell(refusal(name, "MOON_PHASE", 1));

    assertThat(isp.asks(() -> refusals.ofService(mary.service())))
        .extracting(Refused::reason)
        .containsExactly(Reason.OTHER);
  }

  @Test
  void textsOfARouterAreBounded() {
    String zeros = "\0".repeat(5);
    tell(new Refusal("pppoe", name, PHONE, "OTHER", zeros + "y".repeat(10_000), 1));

    assertThat(isp.asks(() -> refusals.ofService(mary.service())))
        .singleElement()
        .satisfies(each -> assertThat(each.text()).hasSize(200).startsWith("     y"));
  }

  @Test
  void aRouterKeepsHowItIsAndHowOldThatIs() {
    assertThat(isp.asks(() -> health.of(tower.router()))).isEmpty();
    Health told =
        new Health(
            tower.router(),
            "7.20.1",
            37,
            900,
            1000,
            86_400,
            123,
            -4,
            List.of(new Health.Interface("ether1", 5_000_000, 80_000_000)));

    isp.does(() -> reports.health(isp.site(), told));

    assertThat(isp.asks(() -> health.of(tower.router())))
        .hasValueSatisfying(figures -> {
          assertThat(figures.health()).isEqualTo(told);
          assertThat(Duration.between(figures.at(), clock.instant()).abs())
              .isLessThan(Duration.ofMinutes(1));
        });
    assertThat(isp.asks(health::all)).containsOnlyKeys(tower.router());
  }

  @Test
  void refusalsAndHealthOfAnotherSitesRouterAreIgnored() {
    UUID stranger = UUID.randomUUID();
    Refusals told = new Refusals(tower.router(), List.of(refusal(name, "WRONG_PASSWORD", 1)));
    Health well = new Health(tower.router(), "7.20", 1, 1, 1, 1, 1, 0, List.of());

    assertThat(isp.<Boolean>asks(() -> reports.refusals(stranger, told))).isFalse();
    assertThat(isp.<Boolean>asks(() -> reports.health(stranger, well))).isFalse();
    assertThat(isp.asks(() -> refusals.ofService(mary.service()))).isEmpty();
    assertThat(isp.asks(health::all)).isEmpty();

    assertThat(isp.<Boolean>asks(() -> reports.refusals(isp.site(), told))).isTrue();
    assertThat(isp.<Boolean>asks(() -> reports.health(isp.site(), well))).isTrue();
    assertThat(isp.asks(() -> refusals.ofService(mary.service()))).hasSize(1);
    assertThat(isp.asks(health::all)).hasSize(1);
  }

  private static Refusal refusal(String name, String reason, int times) {
    return new Refusal("pppoe", name, PHONE, reason, "as the router says", times);
  }

  private void tell(Refusal... told) {
    assertThat(
            isp.<Boolean>asks(
                () -> reports.refusals(isp.site(), new Refusals(tower.router(), List.of(told)))))
        .isTrue();
  }
}
