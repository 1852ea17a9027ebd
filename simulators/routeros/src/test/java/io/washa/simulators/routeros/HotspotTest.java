package io.washa.simulators.routeros;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Devices on the hotspot's Wi-Fi: who is let in, how, and what ends it. */
class HotspotTest {
  private static final String PHONE = "AA:BB:CC:00:00:01";
  private static final String TABLET = "AA:BB:CC:00:00:02";
  private static final String PHONE_IP = "10.5.50.20";
  private static final String TABLET_IP = "10.5.50.21";

  private final SettableClock clock = new SettableClock();
  private final RouterOsSimulator router =
      RouterOsSimulator.builder()
          .version("7.12")
          .user("washa", "secret")
          .hotspot("cafe", "10.5.50.1")
          .cost(CostModel.FREE)
          .clock(clock)
          .start();
  private RawClient client;

  HotspotTest() throws Exception {
    client = new RawClient(router.apiPort());
  }

  @BeforeEach
  void aUserForOneDevice() throws Exception {
    client.close();
    client = RawClient.loggedIn(router);
    ok("/ip/hotspot/user/profile/add", "=name=hour", "=rate-limit=1M/2M", "=shared-users=1");
    ok("/ip/hotspot/user/add", "=name=h1", "=password=pw", "=profile=hour");
  }

  @AfterEach
  void stop() throws Exception {
    client.close();
    router.close();
  }

  private void ok(String... command) throws Exception {
    assertThat(client.ask(command)).hasSize(1).first().asString().contains("!done");
  }

  private void assertTrap(String text, String... command) throws Exception {
    assertThat(client.ask(command).toString()).contains("!trap").contains(text);
  }

  private void login(String mac, String ip) throws Exception {
    ok("/ip/hotspot/active/login", "=user=h1", "=password=pw", "=mac-address=" + mac, "=ip=" + ip);
  }

  private List<Map<String, String>> rows(String menu) {
    return router.state().rows("/ip/hotspot/" + menu);
  }

  @Test
  void aDeviceThatJoinsIsAHostAndSeesTheLoginPage() {
    assertThat(router.join(PHONE, PHONE_IP))
        .isEqualTo(new WifiResult.Waiting(PHONE, PHONE_IP, "10.5.50.1"));
    assertThat(rows("host"))
        .singleElement()
        .satisfies(host -> assertThat(host).containsEntry("address", PHONE_IP));
    assertThat(router.isOnline(PHONE)).isFalse();
  }

  @Test
  void theRouterLetsAWaitingDeviceInAndTheIdOfItsSessionIsItsAddress() throws Exception {
    router.join(PHONE, PHONE_IP);
    login(PHONE, PHONE_IP);
    assertThat(router.isOnline(PHONE)).isTrue();
    assertThat(rows("active"))
        .singleElement()
        .satisfies(session -> assertThat(session).containsEntry(".id", "*A053214"));
    assertThat(router.join(PHONE, PHONE_IP)).isEqualTo(new WifiResult.Online("h1"));
  }

  @Test
  void anAddressThatNobodyHasOrThatAnotherDeviceHasIsRefused() throws Exception {
    String[] login = {
      "/ip/hotspot/active/login",
      "=user=h1",
      "=password=pw",
      "=mac-address=" + PHONE,
      "=ip=" + PHONE_IP
    };
    assertTrap("unknown host IP", login);
    router.join(TABLET, PHONE_IP);
    assertTrap("wrong MAC provided", login);
    router.leave(TABLET);
    router.join(PHONE, PHONE_IP);
    ok(login);
  }

  @Test
  void aWrongPasswordOrADisabledUserGetsNobodyIn() throws Exception {
    router.join(PHONE, PHONE_IP);
    assertTrap(
        "invalid username or password",
        "/ip/hotspot/active/login",
        "=user=h1",
        "=password=guess",
        "=ip=" + PHONE_IP);
    ok("/ip/hotspot/user/disable", "=numbers=h1");
    assertTrap(
        "invalid username or password",
        "/ip/hotspot/active/login",
        "=user=h1",
        "=password=pw",
        "=ip=" + PHONE_IP);
    ok("/ip/hotspot/user/enable", "=numbers=h1");
    login(PHONE, PHONE_IP);
  }

  @Test
  void aSecondDeviceOfAUserForOneIsRefusedUntilTheProfileAllowsTwo() throws Exception {
    router.join(PHONE, PHONE_IP);
    router.join(TABLET, TABLET_IP);
    login(PHONE, PHONE_IP);
    assertTrap(
        "no more sessions are allowed for user h1",
        "/ip/hotspot/active/login",
        "=user=h1",
        "=password=pw",
        "=ip=" + TABLET_IP);
    ok("/ip/hotspot/user/profile/set", "=numbers=hour", "=shared-users=2");
    login(TABLET, TABLET_IP);
    assertThat(rows("active")).hasSize(2);
  }

  @Test
  void disablingTheUserLeavesTheDeviceOnlineUntilItsSessionIsRemoved() throws Exception {
    router.join(PHONE, PHONE_IP);
    login(PHONE, PHONE_IP);
    ok("/ip/hotspot/user/disable", "=numbers=h1");
    assertThat(router.isOnline(PHONE)).isTrue();
    ok("/ip/hotspot/active/remove", "=numbers=*A053214");
    assertThat(router.isOnline(PHONE)).isFalse();
    assertThat(rows("cookie")).isEmpty();
  }

  @Test
  void aMacCookieBringsTheDeviceBackByItselfWhileItsUserMay() throws Exception {
    router.join(PHONE, PHONE_IP);
    login(PHONE, PHONE_IP);
    router.leave(PHONE);
    assertThat(router.isOnline(PHONE)).isFalse();
    assertThat(router.join(PHONE, TABLET_IP)).isEqualTo(new WifiResult.Online("h1"));

    router.leave(PHONE);
    ok("/ip/hotspot/user/disable", "=numbers=h1");
    assertThat(router.join(PHONE, PHONE_IP)).isInstanceOf(WifiResult.Waiting.class);
    ok("/ip/hotspot/user/enable", "=numbers=h1");
    assertThat(router.join(PHONE, PHONE_IP)).isInstanceOf(WifiResult.Online.class);
  }

  @Test
  void removingASessionLeavesTheBrowsersCookieWhichHasToBeRemovedToo() throws Exception {
    router.join(PHONE, PHONE_IP);
    assertThat(router.submitLoginForm(PHONE, "h1", "pw")).isEmpty();
    assertThat(rows("cookie")).hasSize(2);
    ok("/ip/hotspot/active/remove", "=numbers=*A053214");
    assertThat(rows("cookie"))
        .singleElement()
        .satisfies(cookie -> assertThat(cookie).containsEntry("mac-cookie", "false"));
    ok("/ip/hotspot/cookie/remove", "=numbers=" + rows("cookie").getFirst().get(".id"));
    assertThat(rows("cookie")).isEmpty();
  }

  @Test
  void aLimitIsForAllOfAUsersLifeAndEndsTheSession() throws Exception {
    ok("/ip/hotspot/user/set", "=numbers=h1", "=limit-uptime=1h");
    router.join(PHONE, PHONE_IP);
    login(PHONE, PHONE_IP);
    clock.passes(Duration.ofMinutes(40));
    router.leave(PHONE);
    router.join(PHONE, PHONE_IP);
    assertThat(router.isOnline(PHONE)).isTrue();
    clock.passes(Duration.ofMinutes(21));
    assertThat(router.isOnline(PHONE)).isFalse();
    assertTrap(
        "has reached uptime limit",
        "/ip/hotspot/active/login",
        "=user=h1",
        "=password=pw",
        "=ip=" + PHONE_IP);
    ok("/ip/hotspot/user/set", "=numbers=h1", "=limit-uptime=2h");
    login(PHONE, PHONE_IP);
  }

  @Test
  void aRebootForgetsHostsAndSessionsAndKeepsUsers() throws Exception {
    router.join(PHONE, PHONE_IP);
    login(PHONE, PHONE_IP);
    router.power(false);
    assertThat(router.join(PHONE, PHONE_IP)).isInstanceOf(WifiResult.NoHotspot.class);
    router.power(true);
    assertThat(rows("host")).isEmpty();
    assertThat(rows("active")).isEmpty();
    assertThat(rows("user")).extracting(row -> row.get("name")).contains("h1", "default-trial");
  }

  @Test
  void aBoundDeviceNeedsNoLoginAndABlockedOneGetsNone() throws Exception {
    ok("/ip/hotspot/ip-binding/add", "=mac-address=aa:bb:cc:00:00:02", "=type=bypassed");
    assertThat(router.join(TABLET, TABLET_IP)).isEqualTo(new WifiResult.Online(""));
    ok("/ip/hotspot/ip-binding/add", "=mac-address=" + PHONE, "=type=blocked");
    assertThat(router.join(PHONE, PHONE_IP)).isEqualTo(new WifiResult.Blocked());
  }

  @Test
  void aRouterWithoutThePackageHasNoMenusAndNoHotspot() throws Exception {
    try (RouterOsSimulator bare =
            RouterOsSimulator.builder()
                .user("washa", "secret")
                .hotspot("cafe", "10.5.50.1")
                .withoutHotspotPackage()
                .start();
        RawClient person = RawClient.loggedIn(bare)) {
      assertThat(person.ask("/ip/hotspot/user/print").toString())
          .contains("no such command or directory (hotspot)");
      assertThat(person.ask("/ppp/secret/print").toString()).doesNotContain("!trap");
      assertThat(bare.join(PHONE, PHONE_IP)).isInstanceOf(WifiResult.NoHotspot.class);
      assertThat(bare.leave(PHONE)).isFalse();
      assertThat(bare.submitLoginForm(PHONE, "h1", "pw")).isPresent();
      bare.power(false);
      bare.power(true);
      assertThat(bare.state().rows("/ip/hotspot/user")).isEmpty();
    }
  }

  @Test
  void commandsAreListedUntilCountingBeginsAnew() throws Exception {
    router.resetCounters();
    ok("/ip/hotspot/user/disable", "=numbers=h1");
    ok("/ip/hotspot/user/enable", "=numbers=h1");
    assertThat(router.commands())
        .containsExactly("/ip/hotspot/user/disable", "/ip/hotspot/user/enable");
    router.resetCounters();
    assertThat(router.commands()).isEmpty();
  }

  @Test
  void aTwinIsRefusedAndBuiltInRowsStay() throws Exception {
    assertTrap(
        "already have user with this name for this server",
        "/ip/hotspot/user/add",
        "=name=h1",
        "=server=all");
    ok("/ip/hotspot/user/add", "=name=h1", "=server=cafe");
    assertTrap("cannot remove builtin", "/ip/hotspot/user/remove", "=numbers=default-trial");
  }

  @Test
  void theWorldJoinsAndLeavesOverHttp() throws Exception {
    String waiting = post("dial", "{\"mac\":\"%s\",\"ip\":\"%s\"}".formatted(PHONE, PHONE_IP));
    assertThat(waiting).contains("\"online\":false").contains("http://10.5.50.1/login");
    assertThat(
            post(
                "login",
                "{\"mac\":\"%s\",\"username\":\"h1\",\"password\":\"pw\"}".formatted(PHONE)))
        .contains("\"online\":true");
    assertThat(router.isOnline(PHONE)).isTrue();
    assertThat(post("leave", "{\"mac\":\"%s\"}".formatted(PHONE))).contains("true");
    assertThatThrownBy(() -> router.join("nonsense", PHONE_IP))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private String post(String call, String body) throws Exception {
    try (HttpClient http = HttpClient.newHttpClient()) {
      return http.send(
              HttpRequest.newBuilder(
                      URI.create("http://127.0.0.1:" + router.controlPort() + "/control/" + call))
                  .POST(HttpRequest.BodyPublishers.ofString(body))
                  .build(),
              HttpResponse.BodyHandlers.ofString())
          .body();
    }
  }
}
