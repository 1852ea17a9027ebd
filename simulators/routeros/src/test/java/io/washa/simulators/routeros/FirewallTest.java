package io.washa.simulators.routeros;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a subscriber gets: by address lists, filter and NAT rules in their order. */
class FirewallTest {
  private static final String HOME = "AA:BB:CC:00:00:01";
  private static final String SHOP = "shop.example";

  private final SettableClock clock = new SettableClock();
  private final RouterOsSimulator router =
      RouterOsSimulator.builder().user("washa", "secret").cost(CostModel.FREE).clock(clock).start();
  private RawClient client;
  private String amina = "";

  FirewallTest() throws Exception {
    client = new RawClient(router.apiPort());
  }

  @BeforeEach
  void aSubscriberWhoIsOnline() throws Exception {
    client.close();
    client = RawClient.loggedIn(router);
    ok("/ip/pool/add", "=name=homes", "=ranges=10.10.0.2-10.10.0.9");
    ok(
        "/ppp/profile/add",
        "=name=plan",
        "=local-address=10.10.0.1",
        "=remote-address=homes",
        "=rate-limit=2M/10M");
    ok("/ppp/secret/add", "=name=amina", "=password=pw", "=profile=plan");
    amina = ((DialResult.Accepted) router.dial("amina", "pw")).address();
  }

  @AfterEach
  void stop() throws Exception {
    client.close();
    router.close();
  }

  private void ok(String... command) throws Exception {
    assertThat(client.ask(command)).hasSize(1).first().asString().contains("!done");
  }

  private void suspend() throws Exception {
    ok("/ip/firewall/address-list/add", "=list=suspended", "=address=" + amina);
  }

  /** Portal reachable, pages sent to it, the rest dropped: before everything that is there. */
  private void installRules() throws Exception {
    String first = firstRule();
    ok(
        "/ip/firewall/filter/add",
        "=chain=forward",
        "=src-address-list=suspended",
        "=dst-address-list=portal",
        "=action=accept",
        "=comment=portal",
        "=place-before=" + first);
    ok(
        "/ip/firewall/filter/add",
        "=chain=forward",
        "=src-address-list=suspended",
        "=action=drop",
        "=comment=the rest",
        "=place-before=" + first);
    ok("/ip/firewall/address-list/add", "=list=portal", "=address=pay.example");
    ok(
        "/ip/firewall/nat/add",
        "=chain=dstnat",
        "=src-address-list=suspended",
        "=dst-address-list=!portal",
        "=protocol=tcp",
        "=dst-port=80",
        "=action=dst-nat",
        "=to-addresses=" + portalAddress(),
        "=to-ports=8081",
        "=comment=paused page");
  }

  private String portalAddress() {
    return router.open(amina, "pay.example", 443).address();
  }

  private String firstRule() throws Exception {
    return client.ask("/ip/firewall/filter/print", "=.proplist=.id").getFirst().get(1).substring(5);
  }

  @Test
  void aPayingSubscriberReachesTheInternet() {
    Opened page = router.open(amina, SHOP, 80);
    assertThat(page.outcome()).isEqualTo("internet");
    assertThat(page.port()).isEqualTo(80);
  }

  @Test
  void whoIsNotOnlineReachesNothing() {
    router.hangUp("amina");
    assertThat(router.open(amina, SHOP, 80).outcome()).isEqualTo("offline");
  }

  @Test
  void aSuspendedSubscriberIsSentToThePausedPageAndReachesThePortalOnly() throws Exception {
    installRules();
    assertThat(router.open(amina, SHOP, 80).outcome()).isEqualTo("internet");
    suspend();
    Opened page = router.open(amina, SHOP, 80);
    assertThat(page.outcome()).isEqualTo("redirected");
    assertThat(page.port()).isEqualTo(8081);
    assertThat(page.decidedBy()).isEqualTo("paused page");
    assertThat(router.open(amina, "pay.example", 443).outcome()).isEqualTo("internet");
    Opened secure = router.open(amina, SHOP, 443);
    assertThat(secure.outcome()).isEqualTo("dropped");
    assertThat(secure.decidedBy()).isEqualTo("the rest");
  }

  @Test
  void rulesInTheWrongOrderLockThePortalOut() throws Exception {
    installRules();
    suspend();
    List<List<String>> rules =
        client.ask("/ip/firewall/filter/print", "=.proplist=.id", "?comment=portal");
    String portal = rules.getFirst().get(1).substring(5);
    ok("/ip/firewall/filter/move", "=numbers=" + portal);
    assertThat(router.open(amina, "pay.example", 443).outcome()).isEqualTo("dropped");
    ok("/ip/firewall/filter/move", "=numbers=" + portal, "=destination=" + firstRule());
    assertThat(router.open(amina, "pay.example", 443).outcome()).isEqualTo("internet");
  }

  @Test
  void aListEntryWithATimeoutLetsGoByItself() throws Exception {
    installRules();
    ok("/ip/firewall/address-list/add", "=list=suspended", "=address=" + amina, "=timeout=1m");
    assertThat(router.open(amina, SHOP, 443).outcome()).isEqualTo("dropped");
    clock.passes(Duration.ofMinutes(2));
    assertThat(client.ask("/ip/firewall/address-list/print", "?list=suspended")).hasSize(2);
    assertThat(router.open(amina, SHOP, 443).outcome()).isEqualTo("internet");
  }

  @Test
  void theDefaultRuleFasttracksPastTheQueues() throws Exception {
    assertThat(router.open(amina, SHOP, 443).fasttracked()).isTrue();
    assertThat(router.open(amina, SHOP, 443).limit()).isEmpty();
    assertThat(router.pass(amina, 1_000, 50_000)).isTrue();
    List<List<String>> rule =
        client.ask("/ip/firewall/filter/print", "=.proplist=.id", "?action=fasttrack-connection");
    ok("/ip/firewall/filter/disable", "=.id=" + rule.getFirst().get(1).substring(5));
    assertThat(router.open(amina, SHOP, 443).fasttracked()).isFalse();
    assertThat(router.open(amina, SHOP, 443).limit()).isEqualTo("2000000/10000000");
  }

  @Test
  void theFasttrackCountersStandFirstAndCannotBeRemoved() throws Exception {
    String dummy = firstRule();
    assertThat(client.ask("/ip/firewall/filter/print", "?.id=" + dummy).getFirst())
        .contains("=comment=special dummy rule to show fasttrack counters", "=dynamic=true");
    assertThat(client.ask("/ip/firewall/filter/remove", "=.id=" + dummy).toString())
        .contains("cannot remove builtin");
    ok("/ip/firewall/filter/add", "=chain=forward", "=comment=x", "=place-before=" + dummy);
    assertThat(firstRule()).isEqualTo(dummy);
    assertThat(router.state().rows("/ip/firewall/filter").get(1)).containsEntry("comment", "x");
  }

  @Test
  void aChainJumpsAndReturns() throws Exception {
    String first = firstRule();
    ok(
        "/ip/firewall/filter/add",
        "=chain=forward",
        "=action=jump",
        "=jump-target=mine",
        "=place-before=" + first);
    ok("/ip/firewall/filter/add", "=chain=mine", "=action=return", "=dst-port=80", "=protocol=tcp");
    ok("/ip/firewall/filter/add", "=chain=mine", "=action=reject", "=comment=mine");
    assertThat(router.open(amina, SHOP, 80).outcome()).isEqualTo("internet");
    assertThat(router.open(amina, SHOP, 81).outcome()).isEqualTo("rejected");
  }

  @Test
  void aDeviceWithALeaseIsLimitedListedAndBlockedByIt() throws Exception {
    ok("/ip/pool/add", "=name=lan", "=ranges=10.20.0.10-10.20.0.20");
    ok("/ip/dhcp-server/add", "=name=dhcp1", "=interface=ether3", "=address-pool=lan");
    LanResult.Bound dynamic = (LanResult.Bound) router.requestLease(HOME, "tv");
    assertThat(dynamic.address()).isEqualTo("10.20.0.10");
    assertThat(client.ask("/ip/dhcp-server/lease/print").getFirst())
        .contains("=dynamic=true", "=status=bound", "=host-name=tv", "=mac-address=" + HOME);
    ok("/ip/dhcp-server/lease/make-static", "=numbers=*1");
    ok("/ip/dhcp-server/lease/set", "=.id=*1", "=rate-limit=1M/4M", "=address-lists=suspended");
    assertThat(router.state().rows("/ip/dhcp-server/lease").getFirst())
        .containsEntry("dynamic", "false");
    assertThat(client.ask("/queue/simple/print", "?target=10.20.0.10/32").getFirst())
        .contains("=name=dhcp-ds<" + HOME + ">", "=max-limit=1000000/4000000", "=dynamic=true");
    installRules();
    assertThat(router.open("10.20.0.10", SHOP, 443).outcome()).isEqualTo("dropped");
    ok("/ip/dhcp-server/lease/set", "=.id=*1", "=address-lists=");
    assertThat(router.open("10.20.0.10", SHOP, 443).outcome()).isEqualTo("internet");
    assertThat(router.releaseLease(HOME)).isTrue();
    ok("/ip/dhcp-server/lease/set", "=.id=*1", "=block-access=yes");
    assertThat(router.requestLease(HOME, "tv")).isInstanceOf(LanResult.Refused.class);
  }

  @Test
  void trafficIsCountedWhereItPasses() throws Exception {
    List<List<String>> rule =
        client.ask("/ip/firewall/filter/print", "=.proplist=.id", "?action=fasttrack-connection");
    ok("/ip/firewall/filter/remove", "=.id=" + rule.getFirst().get(1).substring(5));
    assertThat(router.pass(amina, 1_000, 50_000)).isTrue();
    assertThat(router.state().rows("/queue/simple").getFirst())
        .containsEntry("name", "<pppoe-amina>")
        .containsEntry("bytes", "1000/50000");
    assertThat(client.ask("/interface/print", "?name=<pppoe-amina>").getFirst())
        .contains("=rx-byte=1000", "=tx-byte=50000");
    router.hangUp("amina");
    assertThat(router.pass(amina, 1, 1)).isFalse();
    assertThat(router.state().rows("/queue/simple")).isEmpty();
  }
}
