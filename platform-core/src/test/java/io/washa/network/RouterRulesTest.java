package io.washa.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.washa.protocol.Assign;
import io.washa.protocol.MessageCodec;
import io.washa.protocol.Observed;
import io.washa.tenancy.Settings;
import io.washa.tenancy.Tenant;
import io.washa.tenancy.TenantId;
import io.washa.testing.CoreTest;
import io.washa.testing.Isp;
import io.washa.testing.World;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What holds for a whole router, and the pages it shows to who has not logged in. */
@CoreTest
class RouterRulesTest {
  private static final String AMINA = "amina@isp.test";
  private static final WayToPay WAY =
      new WayToPay("https://haraka.example", List.of("pay.example", "192.0.2.9"), "192.0.2.7:80");

  private final World world;
  private final Settings settings;
  private final SiteAssignments assignments;
  private final RouterControl control;
  private final RouterReports reports;
  private final Routers routers;
  private Isp isp;
  private UUID router;

  RouterRulesTest(
      World world,
      Settings settings,
      SiteAssignments assignments,
      RouterControl control,
      RouterReports reports,
      Routers routers) {
    this.world = world;
    this.settings = settings;
    this.assignments = assignments;
    this.control = control;
    this.reports = reports;
    this.routers = routers;
    this.isp = world.anIsp();
    this.router = isp.site();
  }

  @BeforeEach
  void anIspWithARouter() {
    isp = world.anIsp();
    router =
        isp.asks(() ->
            routers
                .create(
                    new Routers.NewRouter(
                        isp.site(),
                        "mtaani-1",
                        new Routers.Endpoint("10.0.0.250", 8728),
                        new Routers.Login("washa", "secret"),
                        new Assign.Pppoe("10.0.0.1", "washa", "10.0.0.2-10.0.0.99")))
                .orElseThrow()
                .id());
  }

  @Test
  void aRouterOfWhichNothingWasChosenIsWrittenToAndSwitchesOff() {
    assertThat(rules()).isEqualTo(new Assign.Rules(null, false, null, null));
  }

  @Test
  void pausedSubscribersReachThePortalAndWhereTheyPay() {
    isp.does(() -> settings.write(WayToPay.CHOICE, WAY, AMINA));
    assertThat(rules().paused())
        .isEqualTo(
            new Assign.Paused(
                "192.0.2.7:80", List.of("haraka.example", "pay.example", "192.0.2.9")));
    assertThat(rules().hotspot()).as("no folder, no hotspot of ours").isNull();
  }

  @Test
  void aHotspotGetsItsPagesInTheIspsName() {
    isp.does(() -> settings.write(WayToPay.CHOICE, WAY, AMINA));
    assertThat(isp.asks(() -> control.hotspotDirectory(router, "flash/hotspot", AMINA))).isTrue();

    Assign.Hotspot hotspot = Objects.requireNonNull(rules().hotspot());
    assertThat(hotspot.directory()).isEqualTo("flash/hotspot");
    assertThat(hotspot.reachable()).containsExactly("haraka.example", "pay.example", "192.0.2.9");
    assertThat(hotspot.files().keySet())
        .containsExactly("alogin.html", "error.html", "login.html", "status.html");
    assertThat(hotspot.files().get("login.html"))
        .contains(isp.tenant().name(), isp.site().toString(), "action=\"https://haraka.example/");
  }

  @Test
  void aFolderThatIsNoneIsRefused() {
    for (String wrong : List.of("../etc", "a b", "a;b", "x".repeat(61))) {
      assertThat(isp.asks(() -> control.hotspotDirectory(router, wrong, AMINA)))
          .as(wrong)
          .isFalse();
    }
    assertThat(isp.asks(() -> control.hotspotDirectory(router, "hotspot", AMINA))).isTrue();
    assertThat(isp.asks(() -> control.hotspotDirectory(router, "", AMINA))).isTrue();
  }

  @Test
  void theWarningStaysWhereThePortalCannotBeReachedAndNeedsNoScript() {
    String page = Objects.requireNonNull(pages("Haraka Net", "0700 000 000").get("login.html"));
    assertThat(page)
        .contains("Internet is down here. Do not pay.</b> Call 0700 000 000.")
        .contains("Usilipe.</b> Piga 0700 000 000.")
        .contains("<link rel=\"stylesheet\" href=\"https://haraka.example/captive/open.css\"")
        .contains("value=\"$(mac)\"")
        .contains("<button>")
        .doesNotContain("<script");
  }

  /** An agent may serve so many routers, and is told of all of them at once. */
  @Test
  void thePagesOfTwoHundredHotspotsFitIntoOneMessage() {
    isp.does(() -> settings.write(WayToPay.CHOICE, WAY, AMINA));
    isp.does(() -> control.hotspotDirectory(router, "hotspot", AMINA));
    Assign.Router one = isp.asks(() -> assignments.current(isp.site()).routers().getFirst());
    int bytes =
        MessageCodec.write(new Assign(Collections.nCopies(200, one)))
            .getBytes(StandardCharsets.UTF_8)
            .length;
    assertThat(bytes).isLessThan(MessageCodec.MAX_BYTES * 3 / 4);
  }

  @Test
  void aNameCannotWriteIntoThePageNorNameTheRoutersVariables() {
    String page =
        Objects.requireNonNull(pages("<script>$(password)\"'&{site}", "0700<b>").get("login.html"));
    assertThat(page)
        .doesNotContain("<script")
        .doesNotContain("$(password)")
        .doesNotContain("0700<b>")
        .contains("&#60;script&#62;&#36;&#40;password&#41;&#34;&#39;&#38;&#123;site&#125;");
  }

  private static Map<String, String> pages(String name, String phone) {
    return LoginFiles.of(
        new Tenant(
            new TenantId(1),
            "haraka",
            name,
            Tenant.State.ACTIVE,
            ZoneId.of("Africa/Nairobi"),
            new Tenant.Brand("#0b6e4f", phone),
            Duration.ofHours(2)),
        "https://haraka.example",
        UUID.randomUUID());
  }

  @Test
  void onlyTheBoxThatAnswersIsConfirmed() {
    seen("AAA111");
    assertThat(isp.asks(() -> control.confirmBox(router, "BBB222", AMINA))).isFalse();
    assertThat(rules().serial()).isNull();
    assertThat(isp.asks(() -> control.confirmBox(router, "AAA111", AMINA))).isTrue();
    assertThat(rules().serial()).isEqualTo("AAA111");
    seen("BBB222");
    assertThat(rules().serial()).as("another box does not confirm itself").isEqualTo("AAA111");
  }

  private void seen(String serial) {
    isp.does(() ->
        assertThat(
                reports.observed(
                    isp.site(),
                    new Observed(
                        router,
                        true,
                        null,
                        new Observed.Identity("tower", serial, "7.18", "hEX"),
                        false,
                        List.of(),
                        List.of())))
            .isTrue());
  }

  @Test
  void aRouterIsOnlyReportedOnUntilItIsWrittenToAgain() {
    assertThat(isp.asks(() -> control.reportOnly(router, true, AMINA))).isTrue();
    assertThat(isp.asks(() -> control.reportOnly(router, true, AMINA))).isFalse();
    assertThat(rules().reportOnly()).isTrue();
    assertThat(isp.asks(() -> control.reportOnly(router, false, AMINA))).isTrue();
    assertThat(rules().reportOnly()).isFalse();
  }

  @Test
  void anotherIspsRouterIsNotThere() {
    Isp other = world.anIsp();
    assertThat(other.asks(() -> control.reportOnly(router, true, AMINA))).isFalse();
    assertThat(rules().reportOnly()).isFalse();
  }

  @Test
  void whatIsNoWayToPayIsRefusedWithASentence() {
    for (String wrong : List.of("haraka.example", "ftp://a.b", "https://a.b/x", "https://u@a.b")) {
      assertThatThrownBy(() -> new WayToPay(wrong, List.of(), ""))
          .as(wrong)
          .hasMessageContaining("portal's address");
    }
    for (String wrong : List.of("a b", "a", "a.b/c", "a..b", "-a.b")) {
      assertThatThrownBy(() -> new WayToPay("", List.of(wrong), ""))
          .as(wrong)
          .hasMessageContaining(wrong);
    }
    for (String wrong : List.of("192.0.2.7", "192.0.2.7:0", "192.0.2.7:65536", "a.b:80")) {
      assertThatThrownBy(() -> new WayToPay("", List.of(), wrong))
          .as(wrong)
          .hasMessageContaining("paused page");
    }
    assertThat(new WayToPay("http://a.b", List.of("*.a.b"), "192.0.2.7:65535").portalHost())
        .isEqualTo("a.b");
  }

  private Assign.Rules rules() {
    return isp.asks(
        () -> Objects.requireNonNull(assignments.current(isp.site()).routers().getFirst().rules()));
  }
}
