package io.washa.agents;

import static io.washa.testing.World.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.washa.agents.AgentWorld.Place;
import io.washa.network.Accesses.Raised;
import io.washa.network.RouterAddress;
import io.washa.network.RouterTransport;
import io.washa.network.Routers;
import io.washa.network.SiteHealth;
import io.washa.protocol.Applied;
import io.washa.protocol.ApplyDesired;
import io.washa.protocol.Hello;
import io.washa.protocol.Observed;
import io.washa.testing.CoreTest;
import io.washa.testing.Isp;
import io.washa.testing.World;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@CoreTest
class HubTest {
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private final AgentWorld sites;
  private final Hub hub;
  private final SiteHealth health;
  private final Routers routers;
  private final RouterTransport transport;
  private final Isp isp;
  private final Place place;
  private final java.util.ArrayList<TestAgent> agents = new java.util.ArrayList<>();

  HubTest(
      World world,
      AgentWorld sites,
      Hub hub,
      SiteHealth health,
      Routers routers,
      RouterTransport transport) {
    this.sites = sites;
    this.hub = hub;
    this.health = health;
    this.routers = routers;
    this.transport = transport;
    this.isp = world.anIsp();
    this.place = sites.aSite(isp);
  }

  @AfterEach
  void everybodyGoes() {
    agents.forEach(TestAgent::close);
  }

  private TestAgent with(TestAgent agent) {
    agents.add(agent);
    return agent;
  }

  @Test
  void aCodeEnrolsOneAgentAndNoSecond() throws Exception {
    String code = sites.aCode(place);

    assertThat(new TestAgent(hub.port()).enrol(code.toLowerCase(java.util.Locale.ROOT)))
        .isEqualTo(200);
    assertThat(new TestAgent(hub.port()).enrol(code)).isEqualTo(403);
  }

  @Test
  void aCodeThatIsTooOldIsRefused() throws Exception {
    String code = sites.aCode(place, Duration.ofMillis(-1));

    assertThat(new TestAgent(hub.port()).enrol(code)).isEqualTo(403);
  }

  @Test
  void whatIsNoRequestIsRefusedAndSpendsNoCode() throws Exception {
    String code = sites.aCode(place);
    TestAgent agent = new TestAgent(hub.port());

    assertThat(agent.post("{").statusCode()).isEqualTo(400);
    assertThat(agent.post("{\"code\":\"" + code + "\",\"publicKey\":\"AAAA\"}").statusCode())
        .isEqualTo(400);
    assertThat(agent.post("x".repeat(10_000)).statusCode()).isEqualTo(413);
    assertThat(agent.enrol(code)).isEqualTo(200);
  }

  @Test
  void theHubSaysThatItIsAlive() throws Exception {
    HttpResponse<String> answer =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + hub.port() + "/health"))
                    .build(),
                HttpResponse.BodyHandlers.ofString());

    assertThat(answer.statusCode()).isEqualTo(200);
  }

  @Test
  void aGoodSignatureIsWelcomedAndAnothersIsNot() throws Exception {
    TestAgent good = with(sites.aConnectedAgent(place));
    TestAgent impostor = with(new TestAgent(hub.port()));
    impostor.claims(good.id());

    impostor.connect();

    eventually("the impostor is sent away", () -> impostor.goodbye() != null);
    assertThat(Objects.requireNonNull(impostor.goodbye()).retry()).isFalse();
    assertThat(impostor.isWelcome()).isFalse();
    assertThat(good.closed).isFalse();
  }

  @Test
  void aNewerConnectionFencesTheOlder() throws Exception {
    TestAgent older = with(sites.aConnectedAgent(place));

    TestAgent newer = with(older.twin()).connect();

    eventually("the older is sent away", () -> older.goodbye() != null && older.closed);
    eventually("the newer is welcome", newer::isWelcome);
    Raised raised = sites.allow(place, sites.aService(place));
    sites.isEventuallyConfirmed(place, raised);
    assertThat(older.received).isEmpty();
    assertThat(newer.received).isNotEmpty();
  }

  @Test
  void enrollingAnotherAgentRevokesTheOneBeforeAndRaisesTheEpoch() throws Exception {
    TestAgent before = with(sites.aConnectedAgent(place));
    Raised raised = sites.allow(place, sites.aService(place));
    sites.isEventuallyConfirmed(place, raised);

    TestAgent after = with(sites.anEnrolledAgent(place));

    eventually("the one before is sent away", () -> before.goodbye() != null);
    TestAgent again = with(before.twin()).connect();
    eventually("it does not come in again", () -> again.goodbye() != null);
    after.connect();
    eventually("the new one is sent everything", () -> !after.received.isEmpty());
    ApplyDesired sent = after.received.getFirst();
    assertThat(sent.snapshot()).isTrue();
    assertThat(sent.epoch()).isEqualTo(2);
    assertThat(sent.rows()).hasSize(1);
  }

  @Test
  void firstComesASnapshotThenChangesOnTheirBase() throws Exception {
    TestAgent agent = with(sites.aConnectedAgent(place));
    Raised first = sites.allow(place, sites.aService(place));
    sites.isEventuallyConfirmed(place, first);

    UUID other = sites.aService(place);
    Raised second = sites.allow(place, other);
    sites.isEventuallyConfirmed(place, second);

    assertThat(agent.received).hasSize(2);
    assertThat(agent.received.getFirst().snapshot()).isTrue();
    ApplyDesired change = agent.received.get(1);
    assertThat(change.snapshot()).isFalse();
    assertThat(change.base()).isEqualTo(agent.received.getFirst().generation());
    assertThat(change.rows())
        .singleElement()
        .satisfies(row -> {
          assertThat(row.access()).isEqualTo(second.access());
          assertThat(row.password()).isEqualTo("pw");
        });
    assertThat(change.profiles()).containsExactly(new ApplyDesired.Profile("washa-10", "2M/10M"));
    eventually(
        "the timeline is whole",
        () ->
            sites
                .value(
                    isp,
                    "SELECT sent_at <= stored_at AND stored_at <= applied_at"
                        + " FROM access_change WHERE access_id = ?",
                    second.access())
                .equals("true"));
  }

  @Test
  void anAgentThatLostItsDiskIsSentEverything() throws Exception {
    TestAgent agent = with(sites.aConnectedAgent(place));
    sites.isEventuallyConfirmed(place, sites.allow(place, sites.aService(place)));
    agent.holdings.put(place.router(), new Hello.Holding(place.router(), 1, 0));

    Raised second = sites.allow(place, sites.aService(place));

    sites.isEventuallyConfirmed(place, second);
    assertThat(agent.received.getLast().snapshot()).isTrue();
    assertThat(agent.received.getLast().rows()).hasSize(2);
  }

  @Test
  void whatIsRaisedWhileTheAgentIsAwayIsDeliveredOnce() throws Exception {
    TestAgent agent = with(sites.aConnectedAgent(place));
    UUID service = sites.aService(place);
    sites.isEventuallyConfirmed(place, sites.allow(place, service));
    agent.breaksOff();
    eventually("it is gone", () -> !transport.agentConnected(isp.id(), place.site()));
    Raised away = sites.allow(place, service);
    agent.received.clear();

    agent.connect();

    sites.isEventuallyConfirmed(place, away);
    assertThat(agent.received).hasSize(1);
    assertThat(agent.received.getFirst().snapshot()).isFalse();
  }

  @Test
  void rowsWhoseConfirmationWasLostAreSentAgain() throws Exception {
    TestAgent agent = with(sites.aConnectedAgent(place));
    sites.isEventuallyConfirmed(place, sites.allow(place, sites.aService(place)));
    agent.deaf.add(place.router());
    Raised lost = sites.allow(place, sites.aService(place));
    eventually("it is stored at the site", () -> agent.received.size() == 2);
    agent.breaksOff();
    agent.deaf.clear();

    agent.connect();

    sites.isEventuallyConfirmed(place, lost);
    assertThat(agent.received.getLast().rows())
        .extracting(ApplyDesired.Access::access)
        .containsExactly(lost.access());
  }

  @Test
  void anAgentSpeaksForItsOwnRoutersOnly() throws Exception {
    Place foreign = sites.aSite(isp);
    Raised waiting = sites.allow(foreign, sites.aService(foreign));
    TestAgent agent = with(sites.aConnectedAgent(place));
    Applied lie =
        new Applied(
            foreign.router(),
            1,
            1,
            List.of(new Applied.Result(waiting.access(), 1, Applied.Outcome.APPLIED, null)));

    agent.say(lie);
    agent.say(new Observed(foreign.router(), true, null, null, true, List.of(), List.of()));
    Raised own = sites.allow(place, sites.aService(place));
    sites.isEventuallyConfirmed(place, own);

    assertThat(sites.isConfirmed(foreign, waiting)).isFalse();
    assertThat(sites.value(isp, "SELECT reachable FROM router WHERE id = ?", foreign.router()))
        .isEqualTo("false");
    TestAgent entitled = with(sites.anEnrolledAgent(foreign));
    entitled.deaf.add(foreign.router());
    entitled.connect();
    eventually("it has its rows", () -> !entitled.received.isEmpty());
    ApplyDesired sent = entitled.received.getFirst();
    entitled.say(new Applied(foreign.router(), sent.epoch(), sent.generation(), lie.results()));
    sites.isEventuallyConfirmed(foreign, waiting);
  }

  @Test
  void aPoisonRowIsShownAndItsNeighboursAreApplied() throws Exception {
    TestAgent agent = with(sites.aConnectedAgent(place));
    UUID bad = sites.aService(place);
    agent.poison.add(sites.value(isp, "SELECT username FROM service WHERE id = ?", bad));

    Raised poison = sites.allow(place, bad);
    Raised neighbour = sites.allow(place, sites.aService(place));

    sites.isEventuallyConfirmed(place, neighbour);
    eventually(
        "the error is shown",
        () ->
            sites
                .value(
                    isp,
                    "SELECT outcome || ': ' || error FROM access WHERE id = ?",
                    poison.access())
                .startsWith("failed: the router refused"));
    assertThat(sites.isConfirmed(place, poison)).isFalse();
  }

  @Test
  void aRouterThatDoesNotAnswerDelaysNoOther() throws Exception {
    Place silent = sites.aSite(isp);
    TestAgent deaf = with(sites.anEnrolledAgent(silent));
    deaf.deaf.add(silent.router());
    deaf.connect();
    with(sites.aConnectedAgent(place));
    Raised never = sites.allow(silent, sites.aService(silent));
    eventually("it is waited for", () -> !deaf.received.isEmpty());

    for (int i = 0; i < 3; i++) {
      sites.isEventuallyConfirmed(place, sites.allow(place, sites.aService(place)));
    }

    assertThat(sites.isConfirmed(silent, never)).isFalse();
  }

  @Test
  void aSiteCanConnectPeopleWhileItsAgentAndRouterAnswer() throws Exception {
    assertThat(canConnect()).isEqualTo("AGENT_AWAY");
    TestAgent agent = with(sites.aConnectedAgent(place));
    eventually("it serves", () -> canConnect().equals("yes"));

    agent.dead.add(place.router());

    assertThat(canConnect()).isEqualTo("ROUTER_SILENT");
  }

  private String canConnect() {
    return isp.asks(() ->
        switch (health.canSiteConnect(place.site(), PATIENCE)) {
          case SiteHealth.Answer.Yes _ -> "yes";
          case SiteHealth.Answer.No no -> no.why().name();
        });
  }

  @Test
  void sessionsComeAndGoAndACompleteListClearsTheRest() throws Exception {
    TestAgent agent = with(sites.aConnectedAgent(place));
    Raised one = sites.allow(place, sites.aService(place));
    Raised two = sites.allow(place, sites.aService(place));
    Observed.Identity identity = new Observed.Identity("mtaani", "S1", "7.20", "hEX");

    agent.say(
        new Observed(
            place.router(),
            true,
            null,
            identity,
            true,
            List.of(new Observed.Session(one.access(), "10.10.0.9", 3)),
            List.of()));
    eventually("one is online", () -> online(one).equals("true"));
    agent.say(
        new Observed(
            place.router(),
            true,
            null,
            identity,
            true,
            List.of(new Observed.Session(two.access(), null, 1)),
            List.of()));

    eventually("two is online", () -> online(two).equals("true"));
    assertThat(online(one)).isEqualTo("false");
    agent.say(
        new Observed(
            place.router(), true, null, identity, false, List.of(), List.of(two.access())));
    eventually("two went", () -> online(two).equals("false"));
    assertThat(isp.asks(routers::statuses))
        .filteredOn(status -> status.router().id().equals(place.router()))
        .singleElement()
        .satisfies(status -> {
          assertThat(status.agentConnected()).isTrue();
          assertThat(status.reachable()).isTrue();
          assertThat(status.identity()).isEqualTo("mtaani");
          assertThat(status.lastContact()).isNotNull();
        });
  }

  private String online(Raised raised) {
    return sites.value(isp, "SELECT online FROM access WHERE id = ?", raised.access());
  }

  @Test
  void anAgentHoldingMoreThanWasEverDesiredBeginsANewEpoch() throws Exception {
    TestAgent agent = with(sites.anEnrolledAgent(place));
    agent.holdings.put(place.router(), new Hello.Holding(place.router(), 3, 99));
    Raised raised = sites.allow(place, sites.aService(place));

    agent.connect();

    sites.isEventuallyConfirmed(place, raised);
    assertThat(agent.received.getFirst().epoch()).isEqualTo(4);
  }

  @Test
  void aRouterMadeLaterIsAssignedToTheConnectedAgent() throws Exception {
    TestAgent agent = with(sites.aConnectedAgent(place));
    eventually("it serves", () -> transport.agentConnected(isp.id(), place.site()));

    UUID made =
        isp.asks(() ->
            routers
                .create(
                    new Routers.NewRouter(
                        place.site(),
                        "another",
                        new Routers.Endpoint("127.0.0.1", 1),
                        new Routers.Login("washa", "x"),
                        new io.washa.protocol.Assign.Pppoe("10.0.0.1", "p", "10.0.0.2-10.0.0.9")))
                .orElseThrow()
                .id());

    eventually("it is assigned", () -> agent.holdings.containsKey(made));
    assertThat(transport.kick(new RouterAddress(isp.id(), place.site(), made), "x", PATIENCE))
        .isTrue();
  }
}
