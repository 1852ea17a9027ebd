package io.washa.simulators.routeros;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The box itself: backups, resets, another box, clocks, device mode, files and users. */
class BoxTest {
  private static final List<List<String>> DONE = List.of(List.of("!done"));

  private final SettableClock clock = new SettableClock();
  private RouterOsSimulator router = described("7.20").start();

  private RouterOsSimulator.Builder described(String version) {
    return RouterOsSimulator.builder()
        .version(version)
        .user("washa", "secret")
        .cost(CostModel.FREE)
        .clock(clock);
  }

  private RawClient client(RouterOsSimulator.Builder builder) throws Exception {
    router.close();
    router = builder.start();
    return RawClient.loggedIn(router);
  }

  @AfterEach
  void stop() {
    router.close();
  }

  private static void given(RawClient client, String... command) throws Exception {
    assertThat(client.ask(command)).hasSize(1).first().asString().contains("!done");
  }

  private List<String> secrets() {
    return router.state().rows("/ppp/secret").stream().map(row -> "" + row.get("name")).toList();
  }

  @Test
  void anOldBackupBringsBackWhatWasAndForgetsWhatCameLater() throws Exception {
    try (RawClient client = RawClient.loggedIn(router)) {
      given(client, "/ppp/secret/add", "=name=old", "=password=pw");
      given(client, "/interface/set", "=.id=ether2", "=comment=monday");
      given(client, "/system/backup/save", "=name=monday", "=dont-encrypt=yes");
      given(client, "/interface/set", "=.id=ether2", "=comment=tuesday");
      given(client, "/ppp/secret/add", "=name=new");
      given(client, "/ppp/secret/remove", "=.id=old");
      assertThat(secrets()).containsExactly("new");
    }
    router.restoreBackup("monday.backup");
    assertThat(secrets()).containsExactly("old");
    try (RawClient client = RawClient.loggedIn(router)) {
      assertThat(client.ask("/ppp/secret/print", "=.proplist=password").getFirst())
          .contains("=password=pw");
      assertThat(client.ask("/ppp/secret/add", "=name=new").getFirst()).doesNotContain("=ret=*1");
      assertThat(client.ask("/interface/print", "?name=ether2").getFirst())
          .contains("=comment=monday", "=type=ether", "=mac-address=48:A9:8A:00:00:02");
    }
  }

  @Test
  void aBackupThatIsNotThereIsNotRestored() {
    assertThatThrownBy(() -> router.restoreBackup("nosuch.backup"))
        .isInstanceOf(IllegalArgumentException.class);
    router.saveBackup("now");
    router.restoreBackup("now.backup");
    assertThat(router.state().power()).isTrue();
  }

  @Test
  void aFactoryResetForgetsEverythingAndPutsTheDefaultsBack() throws Exception {
    try (RawClient client = RawClient.loggedIn(router)) {
      given(client, "/ppp/secret/add", "=name=amina");
      given(client, "/system/identity/set", "=name=Kilifi");
      given(client, "/interface/set", "=.id=ether2", "=name=estate");
    }
    router.factoryReset(true);
    assertThat(router.state().rows("/interface"))
        .extracting(row -> row.get("name"))
        .contains("ether2")
        .doesNotContain("estate");
    assertThat(secrets()).isEmpty();
    assertThat(router.state().rows("/system/identity").getFirst())
        .containsEntry("name", "MikroTik");
    assertThat(router.state().rows("/ip/firewall/nat"))
        .singleElement()
        .satisfies(rule -> assertThat(rule).containsEntry("comment", "defconf: masquerade"));
    RawClient.loggedIn(router).close();
    router.factoryReset(false);
    try (RawClient client = new RawClient(router.apiPort())) {
      assertThat(client.ask("/login", "=name=washa", "=password=secret").getFirst())
          .contains("!trap");
      assertThat(client.ask("/login", "=name=admin", "=password=")).isEqualTo(DONE);
    }
  }

  @Test
  void anotherBoxHasAnotherSerialNumberAndNothingOnIt() throws Exception {
    try (RawClient client = RawClient.loggedIn(router)) {
      given(client, "/ppp/secret/add", "=name=amina");
    }
    String before = router.state().rows("/system/license").getFirst().get("software-id");
    router.replace("HGX000002");
    assertThat(router.state().rows("/system/routerboard").getFirst())
        .containsEntry("serial-number", "HGX000002");
    assertThat(router.state().rows("/system/license").getFirst().get("software-id"))
        .isNotEqualTo(before);
    assertThat(secrets()).isEmpty();
  }

  @Test
  void aClockWithoutBatteryStartsIn1970UntilNtpSetsIt() throws Exception {
    try (RawClient client = client(described("7.12").withoutClockBattery())) {
      assertThat(client.ask("/system/clock/print").getFirst()).contains("=date=1970-01-02");
      given(client, "/system/ntp/client/set", "=enabled=yes", "=servers=162.159.200.1");
      assertThat(client.ask("/system/clock/print").getFirst()).contains("=date=2026-11-23");
      assertThat(client.ask("/system/ntp/client/print").getFirst())
          .contains("=status=synchronized");
    }
  }

  @Test
  void hotspotIsRefusedUntilSomebodyPressesTheButtonInTime() throws Exception {
    String[] add = {"/ip/hotspot/add", "=name=h", "=interface=ether2"};
    try (RawClient client = client(described("7.17").deviceMode("home"))) {
      assertThat(client.ask("/system/device-mode/print").getFirst())
          .contains("=mode=home", "=hotspot=false", "=scheduler=false");
      assertThat(client.ask(add).toString()).contains("not allowed by device-mode");
      assertThat(client.ask("/system/device-mode/update", "=hotspot=yes").toString())
          .contains("within 5m");
      clock.passes(Duration.ofMinutes(6));
      assertThat(router.pressButton()).isFalse();
      assertThat(client.ask(add).toString()).contains("not allowed by device-mode");
      client.ask("/system/device-mode/update", "=hotspot=yes");
      assertThat(router.pressButton()).isTrue();
      given(client, add);
    }
  }

  @Test
  void aLateFlashLosesTheNewestChangesInAPowerCutAndNothingInAReboot() throws Exception {
    try (RawClient client = client(described("7.20").lateFlash(Duration.ofSeconds(5)))) {
      given(client, "/ppp/secret/add", "=name=safe");
      clock.passes(Duration.ofSeconds(6));
      given(client, "/ppp/secret/add", "=name=young");
      given(client, "/ppp/secret/set", "=.id=safe", "=comment=young");
    }
    router.power(false);
    router.power(true);
    assertThat(secrets()).containsExactly("safe");
    assertThat(router.state().rows("/ppp/secret").getFirst()).doesNotContainKey("comment");
    try (RawClient client = RawClient.loggedIn(router)) {
      given(client, "/ppp/secret/add", "=name=again");
      client.send("/system/reboot");
      client.end();
    }
    Eventually.get(() -> RawClient.loggedIn(router)).close();
    assertThat(secrets()).containsExactly("safe", "again");
  }

  @Test
  void aGroupMayDoWhatItsPoliciesSayAndNothingElse() throws Exception {
    router.close();
    router = described("7.20").user("viewer", "pw", "api,read").start();
    try (RawClient admin = RawClient.loggedIn(router);
        RawClient viewer = new RawClient(router.apiPort())) {
      given(admin, "/ppp/secret/add", "=name=u", "=password=hidden");
      assertThat(viewer.ask("/login", "=name=viewer", "=password=pw")).isEqualTo(DONE);
      assertThat(viewer.ask("/ppp/secret/print").getFirst())
          .contains("=name=u")
          .doesNotContain("=password=hidden");
      for (String command :
          List.of("/ppp/secret/add", "/system/reboot", "/ping", "/user/add", "/log/info")) {
        assertThat(viewer.ask(command).getFirst()).contains("=message=not enough permissions (9)");
      }
      assertThat(admin.ask("/ppp/secret/print").getFirst()).contains("=password=hidden");
    }
  }

  @Test
  void aFileIsUploadedReadInPiecesAndRemoved() throws Exception {
    try (RawClient client = client(described("7.13"))) {
      String page = "<html>" + "x".repeat(50_000);
      given(client, "/file/add", "=name=hotspot/login.html", "=contents=" + page);
      assertThat(client.ask("/file/print", "=.proplist=size,type").getFirst())
          .contains("=size=50006", "=type=.html file");
      assertThat(client.ask("/file/read", "=file=hotspot/login.html", "=chunk-size=5", "=offset=1"))
          .first()
          .isEqualTo(List.of("!re", "=data=html>"));
      assertThat(
              client.ask("/file/set", "=.id=hotspot/login.html", "=contents=" + "y".repeat(61_441)))
          .asString()
          .contains("contents too long");
      given(client, "/file/remove", "=numbers=hotspot/login.html");
      assertThat(router.state().rows("/file")).isEmpty();
    }
  }

  @Test
  void readingAFileInPiecesCameWithSevenThirteen() throws Exception {
    try (RawClient client = client(described("7.12"))) {
      given(client, "/file/add", "=name=a.txt", "=contents=a");
      assertThat(client.ask("/file/read", "=file=a.txt").getFirst()).contains("!trap");
    }
  }

  @Test
  void anExportIsAScriptWithoutSecretsUnlessTheyAreWanted() throws Exception {
    try (RawClient client = RawClient.loggedIn(router)) {
      given(client, "/ppp/secret/add", "=name=u", "=password=hidden", "=comment=a \"b\"");
      assertThat(client.ask("/export").getFirst().get(1))
          .contains("/ppp secret\nadd", "comment=\"a \\\"b\\\"\"")
          .doesNotContain("hidden");
      assertThat(client.ask("/export", "=show-sensitive=yes").getFirst().get(1))
          .contains("password=hidden");
      given(client, "/export", "=file=all");
      assertThat(client.ask("/file/print", "=.proplist=name").getFirst()).contains("=name=all.rsc");
    }
  }

  @Test
  void safeModeTakesBackWhatALostConnectionHadChanged() throws Exception {
    try (RawClient other = RawClient.loggedIn(router)) {
      try (RawClient client = RawClient.loggedIn(router)) {
        given(client, "/safe-mode/take");
        given(client, "/ppp/secret/add", "=name=lost");
        given(other, "/ppp/secret/add", "=name=kept");
      }
      Eventually.holds(() -> assertThat(secrets()).containsExactly("kept"));
      try (RawClient client = RawClient.loggedIn(router)) {
        given(client, "/safe-mode/take");
        given(client, "/ppp/secret/add", "=name=released");
        given(client, "/safe-mode/release");
      }
      given(other, "/ppp/secret/print", "=count-only=");
      assertThat(secrets()).containsExactly("kept", "released");
    }
  }

  @Test
  void tooManySessionsAreTurnedAway() throws Exception {
    try (RawClient client = RawClient.loggedIn(router)) {
      given(client, "/ip/service/set", "=.id=api", "=max-sessions=2");
      try (RawClient second = RawClient.loggedIn(router);
          RawClient third = new RawClient(router.apiPort())) {
        third.send("/login", "=name=washa", "=password=secret");
        assertThat(third.end()).isEqualTo(RawClient.Ending.EOF);
        assertThat(second.ask("/system/identity/print")).hasSize(2);
      }
      Eventually.get(() -> RawClient.loggedIn(router)).close();
    }
  }

  @Test
  void aLateAnswerComesAfterTheWorkAndCommentsComeColoured() throws Exception {
    try (RawClient client = RawClient.loggedIn(router)) {
      router.faults(Faults.none().withLate(Duration.ofMillis(200)).withAnsiComments(true));
      client.send("/ppp/secret/add", "=name=u", "=comment=c");
      Eventually.holds(() -> assertThat(secrets()).containsExactly("u"));
      assertThat(client.answer()).hasSize(1);
      assertThat(client.ask("/ppp/secret/print", "=.proplist=comment").getFirst())
          .contains("=comment=\u001b[31mc\u001b[0m");
      router.faults(Faults.none());
      assertThat(client.ask("/ppp/secret/print", "=.proplist=comment").getFirst())
          .contains("=comment=c");
    }
  }

  @Test
  void aServiceThatIsOffOrForOthersTurnsConnectionsAway() throws Exception {
    try (RawClient admin = RawClient.loggedIn(router)) {
      for (String setting : new String[] {"=disabled=yes", "=address=192.0.2.0/24"}) {
        assertThat(admin.ask("/ip/service/set", "=.id=api", setting)).hasSize(1);
        try (RawClient other = new RawClient(router.apiPort())) {
          assertThat(other.end()).isEqualTo(RawClient.Ending.RESET);
        }
        assertThat(admin.ask("/ip/service/set", "=.id=api", "=disabled=no", "=address="))
            .hasSize(1);
        RawClient.loggedIn(router).close();
      }
    }
  }
}
