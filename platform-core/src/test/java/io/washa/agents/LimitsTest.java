package io.washa.agents;

import static io.washa.testing.World.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.washa.agents.AgentWorld.Place;
import io.washa.network.Accesses.Raised;
import io.washa.network.ProbeResult;
import io.washa.network.RouterAddress;
import io.washa.network.RouterTransport;
import io.washa.network.Routers;
import io.washa.protocol.Applied;
import io.washa.protocol.ApplyDesired;
import io.washa.protocol.Assign;
import io.washa.protocol.CommandResult;
import io.washa.protocol.Heartbeat;
import io.washa.protocol.MessageCodec;
import io.washa.testing.CoreTest;
import io.washa.testing.Isp;
import io.washa.testing.World;
import io.washa.work.RouterMarks;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What one agent may do, and that it costs no other anything. */
@CoreTest
class LimitsTest {
  private static final int MOST_COMMANDS = 256;

  private final AgentWorld sites;
  private final Routers routers;
  private final RouterMarks marks;
  private final RouterTransport transport;
  private final Isp isp;
  private final Place place;
  private final RouterAddress router;
  private final List<TestAgent> agents = new ArrayList<>();

  LimitsTest(
      World world,
      AgentWorld sites,
      Routers routers,
      RouterMarks marks,
      RouterTransport transport) {
    this.sites = sites;
    this.routers = routers;
    this.marks = marks;
    this.transport = transport;
    this.isp = world.anIsp();
    this.place = sites.aSite(isp);
    this.router = new RouterAddress(isp.id(), place.site(), place.router());
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
  void aMessageOfAMegabyteIsReadAndALongerOneEndsTheConnection() throws Exception {
    TestAgent agent = with(sites.aConnectedAgent(place));
    String unknown = "{\"type\":\"of the future\"}";

    agent.sayText(unknown + " ".repeat(MessageCodec.MAX_BYTES - unknown.length()));
    sites.isEventuallyConfirmed(place, sites.allow(place, sites.aService(place)));
    assertThat(agent.closed).isFalse();

    agent.sayText(unknown + " ".repeat(MessageCodec.MAX_BYTES - unknown.length() + 1));
    eventually("it is cut off", () -> agent.closed);
  }

  @Test
  void whoIsSilentIsTakenForGoneAndWhoBeatsIsNot() throws Exception {
    Place other = sites.aSite(isp);
    TestAgent alive = with(sites.aConnectedAgent(other));
    TestAgent silent = with(sites.aConnectedAgent(place));
    silent.silent = true;

    eventually(
        "the silent one is cut off",
        () -> silent.closed && !transport.agentConnected(isp.id(), place.site()));

    assertThat(alive.closed).isFalse();
    assertThat(transport.agentConnected(isp.id(), other.site())).isTrue();
  }

  @Test
  void whoSaysTooMuchIsReadMoreSlowlyAndNothingIsLost() throws Exception {
    try (OtherPod tenASecond = sites.anotherPod()) {
      TestAgent talker = with(sites.anEnrolledAgent(place).twinAt(tenASecond.port()));
      talker.deaf.add(place.router());
      talker.connect();
      Raised raised = sites.allow(place, sites.aService(place));
      eventually("it has its rows", () -> !talker.received.isEmpty());
      ApplyDesired sent = talker.received.getFirst();
      Applied applied =
          new Applied(
              place.router(),
              sent.epoch(),
              sent.generation(),
              List.of(new Applied.Result(raised.access(), 1, Applied.Outcome.APPLIED, null)));

      // So long that the hub cannot have read all of them in one go.
      String beat = MessageCodec.write(new Heartbeat(Instant.now())) + " ".repeat(7000);
      for (int i = 0; i < 60; i++) {
        talker.sayText(beat);
      }
      talker.say(applied);

      // Fifty too many at ten a second.
      Thread.sleep(2500);
      assertThat(sites.isConfirmed(place, raised)).isFalse();
      sites.isEventuallyConfirmed(place, raised);
      assertThat(talker.closed).isFalse();
      Raised next = sites.allow(place, sites.aService(place));
      talker.deaf.clear();
      sites.isEventuallyConfirmed(place, next);
    }
  }

  @Test
  void anAgentIsAskedSoMuchAtATimeAndNoMore() throws Exception {
    TestAgent agent = with(sites.aConnectedAgent(place));
    eventually("it serves", () -> transport.agentConnected(isp.id(), place.site()));
    agent.mute = true;
    List<CompletableFuture<Boolean>> asked = new ArrayList<>();
    for (int i = 0; i < MOST_COMMANDS; i++) {
      asked.add(ask(Duration.ofSeconds(4)));
    }
    eventually("all are asked", () -> agent.commands().size() == MOST_COMMANDS);

    assertThat(transport.kick(router, "one too many", Duration.ofSeconds(1))).isFalse();

    assertThat(agent.commands()).hasSize(MOST_COMMANDS);
    agent.mute = false;
    agent.say(new CommandResult(agent.commands().getFirst().id(), true, ""));
    asked.getFirst().join();
    eventually("there is room", () -> transport.kick(router, "next", Duration.ofSeconds(1)));
  }

  private CompletableFuture<Boolean> ask(Duration patience) {
    CompletableFuture<Boolean> answer = new CompletableFuture<>();
    Thread.ofVirtual().start(() -> answer.complete(transport.kick(router, "mary", patience)));
    return answer;
  }

  @Test
  void nobodyAnswersForAnotherAgent() throws Exception {
    TestAgent asked = with(sites.aConnectedAgent(place));
    TestAgent liar = with(sites.aConnectedAgent(sites.aSite(isp)));
    eventually("it serves", () -> transport.agentConnected(isp.id(), place.site()));
    asked.mute = true;

    assertThat(probeAnsweredBy(liar, asked)).isInstanceOf(ProbeResult.Silent.class);
    assertThat(probeAnsweredBy(asked, asked)).isInstanceOf(ProbeResult.Answered.class);
  }

  private ProbeResult probeAnsweredBy(TestAgent who, TestAgent asked) throws Exception {
    int before = asked.commands().size();
    CompletableFuture<ProbeResult> result = new CompletableFuture<>();
    Thread.ofVirtual().start(() -> result.complete(transport.probe(router, Duration.ofSeconds(1))));
    eventually("it is asked", () -> asked.commands().size() > before);
    who.say(new CommandResult(asked.commands().getLast().id(), true, "mtaani"));
    return result.get();
  }

  @Test
  void threeHundredRoutersThatDoNotAnswerDelayNoOther() throws Exception {
    Place crowded = sites.aSite(isp);
    TestAgent deaf = with(sites.anEnrolledAgent(crowded));
    for (int i = 0; i < 300; i++) {
      UUID made = aRouter(crowded, i);
      deaf.deaf.add(made);
      isp.does(() -> marks.raise(made));
    }
    deaf.connect();
    eventually("all are waited for", () -> deaf.received.size() >= 300);
    with(sites.aConnectedAgent(place));

    for (int i = 0; i < 3; i++) {
      Raised raised = sites.allow(place, sites.aService(place));
      eventually(
          "it does not wait for them",
          Duration.ofSeconds(5),
          () -> sites.isConfirmed(place, raised));
    }
  }

  private UUID aRouter(Place at, int number) {
    return isp.asks(() ->
        routers
            .create(
                new Routers.NewRouter(
                    at.site(),
                    "deaf" + number,
                    new Routers.Endpoint("127.0.0.1", 1),
                    new Routers.Login("washa", "x"),
                    new Assign.Pppoe("10.0.0.1", "p", "10.0.0.2-10.0.0.9")))
            .orElseThrow()
            .id());
  }
}
