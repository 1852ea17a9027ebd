package io.washa.simulators.routeros;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Subscribers online: who gets in, and what ends a session. */
class SessionTest {
  private static final List<List<String>> DONE = List.of(List.of("!done"));

  private final SettableClock clock = new SettableClock();
  private final RouterOsSimulator router =
      RouterOsSimulator.builder()
          .version("7.20")
          .user("washa", "secret")
          .cost(CostModel.FREE)
          .clock(clock)
          .start();
  private RawClient client;

  SessionTest() throws Exception {
    client = new RawClient(router.apiPort());
  }

  @BeforeEach
  void aSubscriberWithAPoolOfTwo() throws Exception {
    client.close();
    client = RawClient.loggedIn(router);
    ok("/ip/pool/add", "=name=pool", "=ranges=10.10.0.2-10.10.0.3");
    ok(
        "/ppp/profile/add",
        "=name=p10",
        "=rate-limit=2M/10M",
        "=local-address=10.10.0.1",
        "=remote-address=pool");
    ok("/ppp/secret/add", "=name=amina", "=password=pw", "=profile=p10", "=service=pppoe");
  }

  @AfterEach
  void stop() throws Exception {
    client.close();
    router.close();
  }

  private void ok(String... command) throws Exception {
    assertThat(client.ask(command)).hasSize(1).first().asString().contains("!done");
  }

  private List<Map<String, String>> active() {
    return router.state().rows("/ppp/active");
  }

  private void assertRefused(String user, String password, String reason) {
    List<Map<String, String>> before = active();
    assertThat(router.dial(user, password)).isEqualTo(new DialResult.Refused(reason));
    assertThat(active()).isEqualTo(before);
  }

  private DialResult.Accepted accepted(String user, String password) {
    return assertInstanceOf(DialResult.Accepted.class, router.dial(user, password));
  }

  @Test
  void aSubscriberGetsAnAddressOfThePoolAndTheRateOfTheProfile() throws Exception {
    assertThat(router.dial("amina", "pw", "AA:BB:CC:DD:EE:FF"))
        .isEqualTo(new DialResult.Accepted("10.10.0.2", "*80000001", "2M/10M"));
    assertThat(client.ask("/ppp/active/print"))
        .containsExactly(
            List.of(
                "!re",
                "=.id=*80000001",
                "=name=amina",
                "=service=pppoe",
                "=caller-id=AA:BB:CC:DD:EE:FF",
                "=address=10.10.0.2",
                "=uptime=0s",
                "=session-id=0x81000001",
                "=limit-bytes-in=0",
                "=limit-bytes-out=0",
                "=radius=false"),
            List.of("!done"));
    assertThat(client.ask("/ip/pool/used/print", "=.proplist=pool,address,info").getFirst())
        .containsExactly("!re", "=pool=pool", "=address=10.10.0.2", "=info=amina");
    assertThat(client.ask("/interface/print", "=.proplist=name", "?dynamic=true").getFirst())
        .containsExactly("!re", "=name=<pppoe-amina>");
  }

  @Test
  void aWrongPasswordIsRefusedAndTheRightOneGetsIn() {
    assertRefused("amina", "PW", "wrong password");
    accepted("amina", "pw");
  }

  @Test
  void nobodyGetsInWithoutASecret() throws Exception {
    assertRefused("baraka", "pw", "no such secret");
    ok("/ppp/secret/add", "=name=baraka", "=password=pw", "=profile=p10");
    accepted("baraka", "pw");
  }

  @Test
  void aDisabledSecretIsRefusedUntilItIsEnabled() throws Exception {
    ok("/ppp/secret/disable", "=numbers=amina");
    assertRefused("amina", "pw", "secret is disabled");
    ok("/ppp/secret/enable", "=numbers=amina");
    accepted("amina", "pw");
  }

  @Test
  void aSecretForAnotherServiceIsRefused() throws Exception {
    ok("/ppp/secret/set", "=.id=amina", "=service=l2tp");
    assertRefused("amina", "pw", "secret is not for pppoe");
    ok("/ppp/secret/set", "=.id=amina", "=service=any");
    accepted("amina", "pw");
  }

  @Test
  void aSecretBoundToADeviceTakesNoOther() throws Exception {
    ok("/ppp/secret/set", "=.id=amina", "=caller-id=AA:BB:CC:DD:EE:FF");
    assertThat(router.dial("amina", "pw", "aa:bb:cc:dd:ee:ff"))
        .isEqualTo(new DialResult.Refused("caller-id does not match"));
    assertThat(router.dial("amina", "pw", "AA:BB:CC:DD:EE:FF"))
        .isInstanceOf(DialResult.Accepted.class);
  }

  @Test
  void anEmptyPoolRefusesUntilAnAddressComesBack() throws Exception {
    ok("/ppp/secret/add", "=name=baraka", "=password=pw", "=profile=p10");
    ok("/ppp/secret/add", "=name=chausiku", "=password=pw", "=profile=p10");
    assertThat(accepted("amina", "pw").address()).isEqualTo("10.10.0.2");
    assertThat(accepted("baraka", "pw").address()).isEqualTo("10.10.0.3");
    assertRefused("chausiku", "pw", "no address left in pool");
    assertThat(router.hangUp("amina")).isEqualTo(1);
    assertThat(accepted("chausiku", "pw").address()).isEqualTo("10.10.0.2");
  }

  @Test
  void anEmptyPoolGoesOnInTheNextOne() throws Exception {
    ok("/ip/pool/add", "=name=more", "=ranges=10.20.0.0/30");
    ok("/ip/pool/set", "=.id=pool", "=next-pool=more");
    accepted("amina", "pw");
    accepted("amina", "pw");
    assertThat(accepted("amina", "pw").address()).isEqualTo("10.20.0.0");
  }

  @Test
  void onlyOneRefusesTheSecondSession() throws Exception {
    accepted("amina", "pw");
    ok("/ppp/profile/set", "=.id=p10", "=only-one=yes");
    assertRefused("amina", "pw", "user is already active");
    ok("/ppp/profile/set", "=.id=p10", "=only-one=no");
    accepted("amina", "pw");
    assertThat(active()).hasSize(2);
  }

  @Test
  void anAddressOfTheSecretGoesBeforeThePool() throws Exception {
    ok("/ppp/secret/set", "=.id=amina", "=remote-address=10.99.0.7");
    assertThat(accepted("amina", "pw").address()).isEqualTo("10.99.0.7");
    assertThat(router.state().rows("/ip/pool/used")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/ppp/secret/disable =numbers=amina",
        "/ppp/secret/set =.id=amina =password=other",
        "/ppp/secret/set =.id=amina =profile=default",
        "/ppp/secret/remove =.id=amina",
        "/ppp/profile/set =.id=p10 =rate-limit=1k/1k",
        "/ip/pool/remove =.id=pool"
      })
  void aLiveSessionSurvivesWhateverHappensToItsConfiguration(String command) throws Exception {
    accepted("amina", "pw");
    List<Map<String, String>> before = active();
    assertThat(client.ask(command.split(" ", -1))).isEqualTo(DONE);
    assertThat(active()).isEqualTo(before);
  }

  @Test
  void aDisabledSubscriberIsOutOnlyOnceTheSessionIsRemoved() throws Exception {
    DialResult.Accepted session = accepted("amina", "pw");
    ok("/ppp/secret/disable", "=numbers=amina");
    assertThat(active()).hasSize(1);
    assertThat(client.ask("/ppp/active/remove", "=.id=" + session.session())).isEqualTo(DONE);
    assertThat(active()).isEmpty();
    assertThat(router.state().rows("/ip/pool/used")).isEmpty();
    assertThat(router.state().rows("/interface")).hasSize(5);
    assertThat(router.state().rows("/ppp/secret").getFirst())
        .containsEntry("last-disconnect-reason", "nas-request")
        .containsEntry("last-logged-out", "2026-11-23 08:00:00");
    assertRefused("amina", "pw", "secret is disabled");
  }

  @Test
  void aRemovedSessionDialsBackInUnderAnotherIdIfItMay() throws Exception {
    assertThat(accepted("amina", "pw").session()).isEqualTo("*80000001");
    ok("/ppp/active/remove", "=.id=*80000001");
    assertThat(accepted("amina", "pw").session()).isEqualTo("*80000002");
  }

  @Test
  void aSessionEndsAtPowerOff() {
    accepted("amina", "pw");
    router.power(false);
    assertThat(active()).isEmpty();
    assertThat(router.state().rows("/ip/pool/used")).isEmpty();
    assertThat(router.dial("amina", "pw")).isEqualTo(new DialResult.Refused("the router is off"));
    router.power(true);
    assertThat(active()).isEmpty();
    accepted("amina", "pw");
  }

  @Test
  void uptimeMovesWithTheClock() throws Exception {
    clock.passes(Duration.ofHours(1));
    accepted("amina", "pw");
    clock.passes(Duration.ofSeconds(93_784));
    assertThat(active().getFirst()).containsEntry("uptime", "1d2h3m4s");
    assertThat(client.ask("/system/resource/print", "=.proplist=uptime").getFirst())
        .containsExactly("!re", "=uptime=1d3h3m4s");
  }

  @Test
  void trafficMovesWithTheClock() throws Exception {
    accepted("amina", "pw");
    clock.passes(Duration.ofSeconds(10));
    assertThat(client.ask("/interface/print", "=.proplist=rx-byte,tx-byte", "?dynamic=true"))
        .first()
        .isEqualTo(List.of("!re", "=rx-byte=250000", "=tx-byte=2500000"));
  }

  @Test
  void theProfilesAddressListHoldsTheSubscriberAsLongAsTheSessionLives() throws Exception {
    ok("/ppp/profile/set", "=.id=p10", "=address-list=washa-suspended");
    accepted("amina", "pw");
    assertThat(router.state().rows("/ip/firewall/address-list"))
        .singleElement()
        .satisfies(row ->
            assertThat(row)
                .containsEntry("list", "washa-suspended")
                .containsEntry("address", "10.10.0.2")
                .containsEntry("dynamic", "true"));
    assertThat(router.hangUp("amina")).isEqualTo(1);
    assertThat(router.state().rows("/ip/firewall/address-list")).isEmpty();
  }

  @Test
  void anAddressListEntryWithATimeoutGoesWhenItsTimeIsOver() throws Exception {
    ok("/ip/firewall/address-list/add", "=list=l", "=address=10.0.0.1", "=timeout=1h");
    ok("/ip/firewall/address-list/add", "=list=l", "=address=10.0.0.2");
    clock.passes(Duration.ofMinutes(59));
    assertThat(client.ask("/ip/firewall/address-list/print", "=.proplist=address,timeout"))
        .containsExactly(
            List.of("!re", "=address=10.0.0.1", "=timeout=1m"),
            List.of("!re", "=address=10.0.0.2"),
            List.of("!done"));
    clock.passes(Duration.ofMinutes(1));
    assertThat(client.ask("/ip/firewall/address-list/print", "=.proplist=address"))
        .containsExactly(List.of("!re", "=address=10.0.0.2"), List.of("!done"));
  }

  @Test
  void aTimeoutMayBeGivenLaterAndBeMadeLonger() throws Exception {
    ok("/ip/firewall/address-list/add", "=list=l", "=address=10.0.0.1");
    ok("/ip/firewall/address-list/set", "=numbers=*1", "=timeout=1m");
    ok("/ip/firewall/address-list/set", "=numbers=*1", "=timeout=1h");
    clock.passes(Duration.ofMinutes(59));
    assertThat(client.ask("/ip/firewall/address-list/print", "=.proplist=timeout,dynamic"))
        .first()
        .isEqualTo(List.of("!re", "=timeout=1m", "=dynamic=true"));
    clock.passes(Duration.ofMinutes(1));
    assertThat(router.state().rows("/ip/firewall/address-list")).isEmpty();
  }

  @Test
  void aSecretCopiedFromAnotherTakesItsConfigurationOnly() throws Exception {
    accepted("amina", "pw");
    router.hangUp("amina");
    ok("/ppp/secret/add", "=copy-from=amina", "=name=baraka");
    assertThat(router.state().rows("/ppp/secret").getLast())
        .containsEntry("profile", "p10")
        .doesNotContainKey("last-logged-out");
  }
}
