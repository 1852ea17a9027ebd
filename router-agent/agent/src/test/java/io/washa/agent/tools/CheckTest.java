package io.washa.agent.tools;

import static org.assertj.core.api.Assertions.assertThat;

import io.washa.agent.routeros.RouterAddress;
import io.washa.agent.routeros.RouterConnection;
import io.washa.agent.routeros.Timings;
import io.washa.simulators.routeros.CostModel;
import io.washa.simulators.routeros.RouterOsSimulator;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CheckTest {
  private static final String UNLOCK =
      "on the router run /system/device-mode/update hotspot=yes and within 5 minutes press its"
          + " reset or mode button once, or cut its power; it restarts";

  private static RouterOsSimulator.Builder router() {
    return RouterOsSimulator.builder().cost(CostModel.FREE);
  }

  private static String check(RouterOsSimulator.Builder described) throws IOException {
    try (RouterOsSimulator router = described.start()) {
      return check(router, Instant.now()).text();
    }
  }

  private static Findings check(RouterOsSimulator router, Instant now) throws IOException {
    RouterAddress address =
        new RouterAddress("127.0.0.1", router.apiPort(), null, "washa", "secret");
    try (RouterConnection connection = RouterConnection.open(address, Timings.standard())) {
      long deadline = System.nanoTime() + Duration.ofSeconds(10).toNanos();
      return new Check().look(new Tool.Errand(connection, "washa", "", deadline, Optional.of(now)));
    }
  }

  @Test
  void aGroupOfOurOwnWithEverythingIsFine() throws IOException {
    assertThat(check(router().user("washa", "secret", "api,read,write,test,reboot,sensitive")))
        .contains("has the policies we need")
        .doesNotContain("problem");
  }

  @Test
  void whatAGroupLacksIsNamed() throws IOException {
    assertThat(check(router().user("washa", "secret", "api,read")))
        .containsPattern("problem: group .* lacks the policies write");
    assertThat(check(router().user("washa", "secret", "api,read,write")))
        .containsPattern("warning: group .* lacks test,reboot,sensitive");
  }

  @Test
  void aRouterWhoseModeForbidsHotspotsSaysWhatAPersonMustDo() throws IOException {
    RouterOsSimulator.Builder home = router().user("washa", "secret").deviceMode("home");
    assertThat(check(home)).contains("problem: device-mode home forbids hotspots: " + UNLOCK);
    assertThat(check(router().user("washa", "secret").deviceMode("basic"))).contains(UNLOCK);
    assertThat(check(router().user("washa", "secret"))).contains("ok: device-mode allows hotspots");
  }

  @Test
  void aVersionWithoutDeviceModeAllowsEverything() throws IOException {
    assertThat(check(router().user("washa", "secret").version("6.49")))
        .contains("ok: device-mode allows hotspots")
        .contains("warning: RouterOS 6.49 (stable)");
  }

  @Test
  void aClockThatIsOffIsWarnedOf() throws IOException {
    try (RouterOsSimulator router = router().user("washa", "secret").start()) {
      assertThat(check(router, Instant.now().plusSeconds(600)).text())
          .containsPattern("warning: the router's clock is (599|600|601) s behind");
      assertThat(check(router, Instant.now().plusSeconds(30)).text())
          .contains("ok: the clock is right");
    }
  }

  @Test
  void aBoardThatLostItsClockIsWarnedOf() throws IOException {
    assertThat(check(router().user("washa", "secret").withoutClockBattery()))
        .contains("s behind; set an NTP server by its address");
  }

  @Test
  void everyVersionsClockIsUnderstood() {
    Instant noon = Instant.parse("2026-03-01T12:00:00Z");
    assertThat(
            RouterClock.read(
                Map.of("date", "mar/01/2026", "time", "15:00:00", "gmt-offset", "+03:00")))
        .contains(noon);
    assertThat(
            RouterClock.read(
                Map.of("date", "2026-03-01", "time", "12:00:00", "gmt-offset", "+00:00")))
        .contains(noon);
    assertThat(RouterClock.read(Map.of("date", "soon", "time", "12:00:00"))).isEmpty();
  }
}
