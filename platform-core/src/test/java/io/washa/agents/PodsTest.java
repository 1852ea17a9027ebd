package io.washa.agents;

import static io.washa.testing.World.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.washa.agents.AgentDirectory.Holder;
import io.washa.agents.AgentWorld.Place;
import io.washa.network.Delivery;
import io.washa.network.ProbeResult;
import io.washa.network.RouterAddress;
import io.washa.network.RouterTransport;
import io.washa.protocol.ApplyDesired;
import io.washa.testing.CoreTest;
import io.washa.testing.Isp;
import io.washa.testing.World;
import io.washa.work.Redis;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.redisson.api.RBucket;
import org.redisson.client.codec.StringCodec;

/** Agents between two pods. */
@CoreTest
class PodsTest {
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private final AgentWorld sites;
  private final AgentKeys keys;
  private final Enrolments enrolments;
  private final Redis redis;
  private final RouterTransport transport;
  private final Isp isp;
  private final Place place;
  private final RouterAddress router;
  private final OtherPod other;
  private final List<TestAgent> agents = new ArrayList<>();

  PodsTest(
      World world,
      AgentWorld sites,
      AgentKeys keys,
      Enrolments enrolments,
      Redis redis,
      RouterTransport transport) {
    this.sites = sites;
    this.keys = keys;
    this.enrolments = enrolments;
    this.redis = redis;
    this.transport = transport;
    this.isp = world.anIsp();
    this.place = sites.aSite(isp);
    this.router = new RouterAddress(isp.id(), place.site(), place.router());
    this.other = sites.anotherPod();
  }

  @AfterEach
  void everybodyGoes() {
    agents.forEach(TestAgent::close);
    other.close();
  }

  private TestAgent with(TestAgent agent) {
    agents.add(agent);
    return agent;
  }

  private TestAgent anAgentAtTheOtherPod() throws Exception {
    TestAgent agent = with(sites.anEnrolledAgent(place).twinAt(other.port())).connect();
    eventually("it is welcome there", agent::isWelcome);
    return agent;
  }

  private RBucket<String> entry(UUID agent) {
    return redis.client().orElseThrow().getBucket("washa:agent:" + agent, StringCodec.INSTANCE);
  }

  @Test
  void aPodReachesTheRouterThroughTheOneThatHoldsItsAgent() throws Exception {
    TestAgent agent = with(sites.aConnectedAgent(place));
    sites.isEventuallyConfirmed(place, sites.allow(place, sites.aService(place)));
    ApplyDesired sent = agent.received.getFirst();
    RouterTransport there = other.transport;

    eventually("it is found", () -> there.probe(router, PATIENCE) instanceof ProbeResult.Answered);
    assertThat(there.deliver(router, List.of(sent), PATIENCE))
        .isInstanceOf(Delivery.Accepted.class);
    assertThat(agent.received).containsExactly(sent, sent);
    assertThat(there.kick(router, "mary", PATIENCE)).isTrue();
    agent.breaksOff();
    eventually("it is gone", () -> !there.agentConnected(isp.id(), place.site()));
    assertThat(there.probe(router, PATIENCE)).isInstanceOf(ProbeResult.NoAgent.class);
  }

  @Test
  void aNewerConnectionAtAnotherPodFencesTheOlder() throws Exception {
    Place elsewhere = sites.aSite(isp);
    TestAgent bystander = with(sites.aConnectedAgent(elsewhere));
    TestAgent older = with(sites.aConnectedAgent(place));

    TestAgent newer = with(older.twinAt(other.port())).connect();

    eventually("the older is sent away", () -> older.goodbye() != null && older.closed);
    assertThat(Objects.requireNonNull(older.goodbye()).reason()).isEqualTo(Connections.TAKEN_OVER);
    eventually("the newer is welcome", newer::isWelcome);
    sites.isEventuallyConfirmed(place, sites.allow(place, sites.aService(place)));
    assertThat(older.received).isEmpty();
    assertThat(newer.received).isNotEmpty();
    assertThat(newer.closed).isFalse();
    assertThat(bystander.closed).isFalse();
    assertThat(entry(newer.id()).get()).isEqualTo(other.directory.self());
  }

  @Test
  void whatNoPodWasToldOfIsFoundAtTheNextLook() throws Exception {
    TestAgent agent = with(sites.aConnectedAgent(place));
    EnrolledAgent enrolled = new EnrolledAgent(agent.id(), isp.id(), place.site());

    assertThat(keys.admit(enrolled)).isPresent();

    eventually("it is sent away", () -> agent.goodbye() != null);
    TestAgent again = with(agent.twin()).connect();
    eventually("the newest is welcome", again::isWelcome);
    Thread.sleep(Duration.ofSeconds(6));
    assertThat(again.closed).as("after another look").isFalse();
  }

  @Test
  void anAgentThatIsReplacedLeavesWhicheverPodItIsAt() throws Exception {
    TestAgent before = anAgentAtTheOtherPod();

    TestAgent after = with(sites.anEnrolledAgent(place));

    eventually("the one before is sent away", () -> before.goodbye() != null && before.closed);
    TestAgent again = with(before.twinAt(other.port())).connect();
    eventually("it does not come in again", () -> again.goodbye() != null);
    assertThat(again.isWelcome()).isFalse();
    after.connect();
    eventually("the new one is welcome", after::isWelcome);
  }

  @Test
  void aStolenAgentIsRetiredAndItsKeyOpensNothing() throws Exception {
    TestAgent stolen = anAgentAtTheOtherPod();

    assertThat(isp.<Boolean>asks(() -> enrolments.retire(place.site()))).isTrue();

    eventually("it is sent away", () -> stolen.goodbye() != null && stolen.closed);
    TestAgent again = with(stolen.twinAt(other.port())).connect();
    eventually("it does not come in again", () -> again.goodbye() != null);
    assertThat(again.isWelcome()).isFalse();
    assertThat(isp.<Boolean>asks(() -> enrolments.retire(place.site()))).isFalse();
    TestAgent next = with(sites.aConnectedAgent(place));
    assertThat(next.isWelcome()).isTrue();
  }

  @Test
  void aDirectoryThatRedisForgotIsMadeAnew() throws Exception {
    TestAgent agent = anAgentAtTheOtherPod();
    eventually("it is found", () -> transport.agentConnected(isp.id(), place.site()));

    entry(agent.id()).delete();

    assertThat(transport.agentConnected(isp.id(), place.site())).isFalse();
    other.directory.renew();
    eventually("it is found again", () -> transport.agentConnected(isp.id(), place.site()));
    assertThat(transport.probe(router, PATIENCE)).isInstanceOf(ProbeResult.Answered.class);
  }

  @Test
  void anEntryOfAPodThatDiedIsRemovedByWhoFindsItDead() throws Exception {
    TestAgent agent = sites.anEnrolledAgent(place);
    entry(agent.id()).set("a pod that died");
    assertThat(transport.agentConnected(isp.id(), place.site())).isTrue();

    assertThat(transport.probe(router, PATIENCE)).isInstanceOf(ProbeResult.NoAgent.class);

    eventually("the entry is gone", () -> !entry(agent.id()).isExists());
    TestAgent connected = with(agent.twinAt(other.port())).connect();
    eventually("it is welcome", connected::isWelcome);
    other.directory.forget(new Holder(agent.id(), "a pod that died"));
    assertThat(transport.probe(router, PATIENCE)).isInstanceOf(ProbeResult.Answered.class);
  }

  @Test
  void aPodThatStopsTellsItsAgentsWhenToComeBack() throws Exception {
    TestAgent agent = anAgentAtTheOtherPod();

    other.close();

    eventually("it is told", () -> agent.goodbye() != null);
    assertThat(Objects.requireNonNull(agent.goodbye()).retry()).isTrue();
    assertThat(Objects.requireNonNull(agent.goodbye()).pauseMillis()).isPositive();
  }
}
