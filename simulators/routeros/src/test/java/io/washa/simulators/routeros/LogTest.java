package io.washa.simulators.routeros;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Refusals stand in the log in the words of real routers, and stream as they happen. */
class LogTest {
  private static final String ONT = "AA:BB:CC:00:00:01";

  private final RouterOsSimulator router =
      RouterOsSimulator.builder()
          .user("washa", "secret")
          .hotspot("cafe", "10.5.50.1")
          .cost(CostModel.FREE)
          .start();
  private RawClient client;

  LogTest() throws Exception {
    client = new RawClient(router.apiPort());
  }

  @BeforeEach
  void aSubscriberOfEachKind() throws Exception {
    client.close();
    client = RawClient.loggedIn(router);
    ok("/ppp/profile/add", "=name=one", "=remote-address=10.0.0.9", "=only-one=yes");
    ok("/ppp/secret/add", "=name=amina", "=password=pw", "=profile=one", "=caller-id=" + ONT);
    ok("/ip/hotspot/user/add", "=name=h1", "=password=pw");
  }

  @AfterEach
  void stop() throws Exception {
    client.close();
    router.close();
  }

  private void ok(String... command) throws Exception {
    assertThat(client.ask(command)).hasSize(1).first().asString().contains("!done");
  }

  private List<String> lines(String topics) {
    return router.state().rows("/log").stream()
        .filter(row -> topics.equals(row.get("topics")))
        .map(row -> "" + row.get("message"))
        .toList();
  }

  @Test
  void aRefusedPppoeLoginIsLoggedWithItsMacAddressBefore() {
    router.dial("nobody", "pw", ONT);
    router.dial("amina", "wrong", ONT);
    router.dial("amina", "pw", "AA:BB:CC:00:00:02");
    assertThat(lines("pppoe,ppp,error"))
        .containsExactly(
            "<0001>: user nobody authentication failed",
            "<0002>: user amina authentication failed",
            "<0003>: user amina authentication failed");
    assertThat(lines("pppoe,info"))
        .last()
        .isEqualTo("PPPoE connection established from AA:BB:CC:00:00:02");
  }

  @Test
  void aLoginThatIsTakenIsLoggedAsSuch() {
    assertThat(router.dial("amina", "pw", ONT)).isInstanceOf(DialResult.Accepted.class);
    assertThat(lines("pppoe,ppp,error")).isEmpty();
    assertThat(lines("pppoe,ppp,info,account"))
        .containsExactly("amina logged in, 10.0.0.9 from " + ONT);
    assertThat(router.dial("amina", "pw", ONT)).isInstanceOf(DialResult.Refused.class);
    assertThat(lines("pppoe,ppp,error")).containsExactly("<0002>: user amina is already active");
  }

  @Test
  void hotspotRefusalsNameTheirReason() throws Exception {
    router.join("AA:BB:CC:00:00:11", "10.5.50.20");
    router.join("AA:BB:CC:00:00:12", "10.5.50.21");
    assertThat(router.submitLoginForm("AA:BB:CC:00:00:11", "h1", "wrong")).isPresent();
    assertThat(router.submitLoginForm("AA:BB:CC:00:00:11", "h1", "pw")).isEmpty();
    assertThat(router.submitLoginForm("AA:BB:CC:00:00:12", "h1", "pw")).isPresent();
    ok("/ip/hotspot/user/set", "=.id=h1", "=mac-address=AA:BB:CC:00:00:11");
    assertThat(router.submitLoginForm("AA:BB:CC:00:00:12", "h1", "pw")).isPresent();
    assertThat(lines("hotspot,info,debug"))
        .filteredOn(line -> line.contains("failed"))
        .containsExactly(
            "h1 (10.5.50.20): login failed: invalid username or password",
            "h1 (10.5.50.21): login failed: no more sessions are allowed for user h1",
            "h1 (10.5.50.21): login failed: user h1 is not allowed to log in from this MAC address");
    assertThat(lines("hotspot,account,info,debug")).containsExactly("h1 (10.5.50.20): logged in");
  }

  @Test
  void refusalsStreamToWhoListens() throws Exception {
    try (RawClient listener = RawClient.loggedIn(router)) {
      listener.send("/log/print", "=follow-only=", "?topics=pppoe,ppp,error", ".tag=log");
      Eventually.holds(() -> {
        router.dial("amina", "wrong", ONT);
        assertThat(lines("pppoe,ppp,error")).isNotEmpty();
      });
      assertThat(listener.read())
          .contains(".tag=log", "=topics=pppoe,ppp,error")
          .anyMatch(word -> word.endsWith("user amina authentication failed"));
    }
  }

  @Test
  void theLogKeepsTheNewestThousandLines() throws Exception {
    for (int i = 0; i < SystemLog.LINES + 5; i++) {
      ok("/log/info", "=message=line " + i);
    }
    List<List<String>> lines = client.ask("/log/print", "=.proplist=message");
    assertThat(lines).hasSize(SystemLog.LINES + 1);
    assertThat(lines.get(SystemLog.LINES - 1)).contains("=message=line 1004");
  }
}
