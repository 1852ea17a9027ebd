package io.washa.agent.site;

import static org.assertj.core.api.Assertions.assertThat;

import io.washa.agent.routeros.Sentence;
import io.washa.protocol.ApplyDesired.Access;
import io.washa.protocol.ApplyDesired.Profile;
import io.washa.simulators.routeros.RouterOsSimulator;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

@ParameterizedClass
@ValueSource(strings = {"6.49.10", "7.12.1", "7.21"})
class HotspotBoundsTest {
  private static final String PHONE = "AA:BB:CC:00:11:22";
  private static final String TABLET = "AA:BB:CC:99:99:99";
  private static final String LAPTOP = "AA:BB:CC:77:77:77";
  private static final Profile DAY = new Profile("washa-day", "1M/4M", "hotspot", 2);
  private static final Profile FAST = new Profile("washa-fast", "5M/20M", "hotspot", 2);
  private static final long HOUR = 3600;

  private final String version;
  private final AtomicReference<Instant> now =
      new AtomicReference<>(Instant.parse("2026-11-27T06:00:00Z"));
  private final Access amina = Rows.on("hotspot", "amina", "washa-day");
  @TempDir Path data;
  private OneRouter router;

  HotspotBoundsTest(String version) {
    this.version = version;
  }

  @BeforeEach
  void aCafe() throws IOException {
    router =
        new OneRouter(
            data,
            RouterOsSimulator.builder()
                .version(version)
                .hotspot("cafe", "10.5.50.1")
                .clock(now::get),
            DAY,
            FAST);
  }

  @AfterEach
  void close() throws IOException {
    router.close();
  }

  @Test
  void timeAndBytesAreTotalsAndATopUpRaisesThemWithoutANewUser() throws IOException {
    Access two = Rows.limited(amina, 2 * HOUR, 5_000_000_000L);
    router.sweep(two);
    assertThat(user())
        .containsEntry("limit-uptime", "2h")
        .containsEntry("limit-bytes-total", "5000000000");
    String id = router.id("/ip/hotspot/user", "name", "amina");
    comesIn(PHONE, "10.5.50.9");
    pass(Duration.ofHours(2));
    assertThat(router.simulator.isOnline(PHONE)).isFalse();
    assertThat(login(PHONE)).isFalse();
    Access three = Rows.limited(two, 3 * HOUR, 0);
    router.change(three);
    assertThat(router.isApplied(three)).isTrue();
    assertThat(router.id("/ip/hotspot/user", "name", "amina")).isEqualTo(id);
    assertThat(user()).containsEntry("uptime", "2h").containsEntry("limit-uptime", "3h");
    assertThat(login(PHONE)).isTrue();
    pass(Duration.ofHours(1));
    assertThat(router.simulator.isOnline(PHONE)).isFalse();
  }

  @Test
  void limitsAreComparedHoweverTheyArePrinted() throws IOException {
    router.sweep(Rows.limited(amina, 788_645, 1));
    assertThat(user()).containsEntry("limit-uptime", "1w2d3h4m5s");
    assertThat(router.plan()).isEqualTo(ReconcilePlan.NOTHING);
    router.say(
        Sentence.of("/ip/hotspot/user/set")
            .set("numbers", router.id("/ip/hotspot/user", "name", "amina"))
            .set("limit-uptime", "1w"));
    assertThat(router.plan()).isEqualTo("change limit-uptime of user: amina");
  }

  @Test
  void anotherPlanKeepsWhatWasUsedAndEverySessionFollows() throws IOException {
    router.sweep(Rows.limited(amina, 10 * HOUR, 0));
    comesIn(PHONE, "10.5.50.9");
    comesIn(TABLET, "10.5.50.8");
    router.simulator.join(LAPTOP, "10.5.50.7");
    assertThat(login(LAPTOP)).isFalse();
    pass(Duration.ofHours(1));
    Access faster = Rows.on(Rows.limited(amina, 10 * HOUR, 0), "washa-fast");
    router.change(faster);
    assertThat(router.isApplied(faster)).isTrue();
    assertThat(router.rows("/ip/hotspot/active")).isEmpty();
    assertThat(router.rows("/ip/hotspot/cookie")).isEmpty();
    assertThat(user()).containsEntry("profile", "washa-fast").containsEntry("uptime", "2h");
  }

  @Test
  void aLockedUserIsForOneDeviceAndAnUnlockedOneForAny() throws IOException {
    Access locked = Rows.bound(amina, null, PHONE);
    router.sweep(locked);
    router.simulator.join(TABLET, "10.5.50.8");
    assertThat(login(TABLET)).isFalse();
    comesIn(PHONE, "10.5.50.9");
    router.change(Rows.unbound(locked));
    assertThat(router.simulator.isOnline(PHONE)).isTrue();
    assertThat(login(TABLET)).isTrue();
    assertThat(router.plan()).isEqualTo(ReconcilePlan.NOTHING);
  }

  private void comesIn(String device, String address) {
    router.simulator.join(device, address);
    assertThat(login(device)).isTrue();
  }

  private boolean login(String device) {
    return router.simulator.submitLoginForm(device, "amina", "pw-amina").isEmpty();
  }

  private Map<String, String> user() {
    return router.row("/ip/hotspot/user", "name", "amina");
  }

  private void pass(Duration time) {
    now.updateAndGet(instant -> instant.plus(time));
  }
}
