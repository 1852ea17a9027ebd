package io.washa.demo.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.Page;
import io.washa.demo.RunningTown;
import io.washa.demo.seed.People;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A phone on the Wi-Fi of kifaru, whose owner never sees the router's own login page. */
class HotspotInBrowserTest {
  private static @Nullable Chromium started;

  private final RunningTown town = RunningTown.get();
  private final People.Door door = town.people().doorsOf("kifaru").getFirst();
  private final Router router = new Router(door.router());

  @BeforeAll
  static void start() {
    assumeTrue(Chromium.program().isPresent(), "no Chromium is installed");
    started = Chromium.start();
  }

  @AfterAll
  static void end() {
    if (started != null) {
      started.close();
    }
  }

  @ParameterizedTest
  @CsvSource({"true, 02:AA:00:00:00:01, 0799000201", "false, 02:AA:00:00:00:02, 0799000202"})
  void whoPaysIsOnlineWithoutTouchingTheRoutersLoginPage(
      boolean javaScript, String mac, String phone) throws Exception {
    String ip = door.address().replaceFirst("\\.1$", javaScript ? ".31" : ".32");
    assertThat(router.joins(mac, ip)).isFalse();
    try (PortalTour tour = tour(javaScript)) {
      Page page = tour.page();
      tour.open(door.captivePath(mac, ip));
      picture(tour, javaScript, "captive");
      page.locator("a.plan").first().click();
      page.waitForURL(Pattern.compile(".*/captive/buy/.*"));
      picture(tour, javaScript, "captive-buy");
      tour.type(phone);
      tour.awaitStage("pin");
      tour.pin("254" + phone.substring(1), "1234");
      tour.awaitStage("online");
      picture(tour, javaScript, "captive-online");

      assertThat(router.isOnline(mac)).isTrue();
      assertThat(tour.complaints()).isEmpty();
      tour.open(door.captivePath(mac, ip));
      assertThat(page.locator("#pass[data-online=true]").count()).isEqualTo(1);
      assertThat(page.locator("a.plan").count()).isZero();
    }
  }

  private static PortalTour tour(boolean javaScript) {
    Chromium chromium = started;
    if (chromium == null) {
      throw new IllegalStateException("no browser");
    }
    return new PortalTour(chromium.phone(javaScript), "kifaru");
  }

  private static void picture(PortalTour tour, boolean javaScript, String name) {
    if (javaScript) {
      Chromium.picture(tour.page(), name);
    }
  }
}
