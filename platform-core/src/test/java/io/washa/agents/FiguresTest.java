package io.washa.agents;

import static io.washa.testing.World.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.washa.agents.AgentWorld.Place;
import io.washa.network.Accesses.Raised;
import io.washa.protocol.Capability;
import io.washa.protocol.Health;
import io.washa.protocol.Observed;
import io.washa.protocol.Refusals;
import io.washa.protocol.Usage;
import io.washa.protocol.Welcome;
import io.washa.testing.CoreTest;
import io.washa.testing.Isp;
import io.washa.testing.World;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What an agent tells minute by minute, over the wire. */
@CoreTest
class FiguresTest {
  private final AgentWorld sites;
  private final Isp isp;
  private final Place place;
  private final Place other;
  private TestAgent agent;

  @SuppressWarnings("NullAway.Init") // The agent connects before each test.
  FiguresTest(World world, AgentWorld sites) {
    this.sites = sites;
    this.isp = world.anIsp();
    this.place = sites.aSite(isp);
    this.other = sites.aSite(isp);
  }

  @BeforeEach
  void anAgentConnects() throws Exception {
    agent = sites.aConnectedAgent(place);
  }

  @AfterEach
  void itGoes() {
    agent.close();
  }

  @Test
  void theHubSaysThatItTakesFigures() {
    assertThat(agent.heard)
        .filteredOn(Welcome.class::isInstance)
        .singleElement()
        .satisfies(welcome ->
            assertThat(((Welcome) welcome).capabilities())
                .contains(Capability.USAGE, Capability.HEALTH, Capability.REFUSALS));
  }

  @Test
  void usageIsKeptForTheSitesOwnRouterAndForNoOther() {
    Raised own = sites.allow(place, sites.aService(place));
    Raised foreign = sites.allow(other, sites.aService(other));

    agent.say(new Usage(other.router(), List.of(session(foreign))));
    agent.say(new Usage(place.router(), List.of(session(foreign))));
    agent.say(new Usage(place.router(), List.of(session(own))));

    eventually("its own is kept", () -> count("SELECT count(*) FROM session").equals("1"));
    assertThat(count("SELECT max(access_id::text) FROM session"))
        .isEqualTo(own.access().toString());
  }

  @Test
  void healthIsKeptForTheSitesOwnRouterAndForNoOther() {
    agent.say(health(other));
    agent.say(health(place));

    eventually(
        "its own is kept",
        () -> count("SELECT count(*) FROM router WHERE health_at IS NOT NULL").equals("1"));
    assertThat(count("SELECT max(id::text) FROM router WHERE health_at IS NOT NULL"))
        .isEqualTo(place.router().toString());
  }

  @Test
  void refusalsAreKeptForTheSitesOwnRouterAndForNoOther() {
    agent.say(refusals(other, 1));
    agent.say(refusals(place, 1));

    eventually(
        "its own are kept",
        () -> count("SELECT count(*) FROM router WHERE refusals <> '[]'").equals("1"));
    assertThat(count("SELECT max(id::text) FROM router WHERE refusals <> '[]'"))
        .isEqualTo(place.router().toString());
  }

  @Test
  void aMessageOfTooManyRowsIsDroppedAndTheNextIsTaken() {
    agent.say(refusals(place, Refusals.MAX + 1));
    agent.say(health(place));
    eventually(
        "the next is taken",
        () -> count("SELECT count(*) FROM router WHERE health_at IS NOT NULL").equals("1"));
    assertThat(count("SELECT count(*) FROM router WHERE refusals <> '[]'")).isEqualTo("0");

    agent.say(refusals(place, Refusals.MAX));
    eventually(
        "as many as may be are taken",
        () -> count("SELECT count(*) FROM router WHERE refusals <> '[]'").equals("1"));
  }

  @Test
  void thatAnAgentIsGoneIsNotedAtOnceAndThatItIsBackToo() throws Exception {
    agent.say(new Observed(place.router(), true, null, null, true, List.of(), List.of()));
    eventually(
        "it is heard",
        () ->
            count("SELECT heard_at IS NOT NULL FROM router WHERE id = ?", place.router())
                .equals("true"));

    agent.breaksOff();
    eventually("it is gone", this::isDown);

    agent.connect();
    eventually("it is welcome", agent::isWelcome);
    agent.say(new Observed(place.router(), true, null, null, true, List.of(), List.of()));
    eventually("it is back", () -> !isDown());
  }

  private boolean isDown() {
    return count("SELECT down_since IS NOT NULL FROM router WHERE id = ?", place.router())
        .equals("true");
  }

  private static Observed.Session session(Raised raised) {
    return new Observed.Session(raised.access(), "10.0.0.2", 60, "*1", null, 10, 20);
  }

  private static Health health(Place place) {
    return new Health(place.router(), "7.20", 1, 1, 2, 3, 4, 0, List.of());
  }

  private static Refusals refusals(Place place, int many) {
    return new Refusals(
        place.router(),
        Collections.nCopies(
            many,
            new Refusals.Refusal("pppoe", "nobody", null, "UNKNOWN_NAME", "no such user", 1)));
  }

  private String count(String sql, Object... parameters) {
    return sites.value(isp, sql, parameters);
  }
}
