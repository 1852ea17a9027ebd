package io.washa.agents;

import static io.washa.testing.World.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.washa.agents.AgentWorld.Place;
import io.washa.audit.Audit;
import io.washa.network.Accesses;
import io.washa.network.CommandAnswer;
import io.washa.network.ParkedAccesses;
import io.washa.network.ParkedAccesses.Parked;
import io.washa.network.RouterAddress;
import io.washa.network.RouterControl;
import io.washa.network.RouterPage;
import io.washa.network.RouterTransport;
import io.washa.protocol.Assign;
import io.washa.protocol.Capability;
import io.washa.protocol.Command;
import io.washa.protocol.Drift;
import io.washa.testing.CoreTest;
import io.washa.testing.World;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What staff see of a router and do to it, over the wire to its agent. */
@CoreTest
class RouterDeskTest {
  private static final String AMINA = "amina@isp.test";

  private final World world;
  private final AgentWorld sites;
  private final RouterControl control;
  private final RouterPage.Reader pages;
  private final ParkedAccesses parked;
  private final Audit audit;

  RouterDeskTest(
      World world,
      AgentWorld sites,
      RouterControl control,
      RouterPage.Reader pages,
      ParkedAccesses parked,
      Audit audit) {
    this.world = world;
    this.sites = sites;
    this.control = control;
    this.pages = pages;
    this.parked = parked;
    this.audit = audit;
  }

  @Test
  void whatAComparisonFoundIsOnTheRoutersPageUntilTheNextOne() throws Exception {
    Place place = sites.aSite(world.anIsp());
    try (TestAgent agent = sites.aConnectedAgent(place)) {
      agent.say(drift(place.router(), "abc", List.of("pppoe mary")));
      eventually("it is told", () -> page(place).found().isPresent());
      Drift found = page(place).found().orElseThrow().drift();
      assertThat(found.lines()).containsExactly("remove secret john");
      assertThat(found.freeRiders()).containsExactly("pppoe thief");

      agent.say(drift(place.router(), null, List.of()));
      eventually("it is over", () -> page(place).found().orElseThrow().drift().stopped() == null);
    }
  }

  @Test
  void whatAnAgentSaysOfAnothersRouterIsNotKept() throws Exception {
    Place place = sites.aSite(world.anIsp());
    Place other = sites.aSite(place.isp());
    try (TestAgent agent = sites.aConnectedAgent(place)) {
      agent.say(drift(other.router(), "abc", List.of()));
      agent.say(drift(place.router(), "abc", List.of()));
      eventually("its own is told", () -> page(place).found().isPresent());
      assertThat(page(other).found()).isEmpty();
    }
  }

  @Test
  void anEndlessFindingIsCut() throws Exception {
    Place place = sites.aSite(world.anIsp());
    List<String> many = IntStream.range(0, 700).mapToObj(i -> "line " + i).toList();
    try (TestAgent agent = sites.aConnectedAgent(place)) {
      agent.say(
          new Drift(place.router(), 1, false, many, 3, null, "x".repeat(900), many, many, 0, 700));
      eventually("it is told", () -> page(place).found().isPresent());
    }
    Drift found = page(place).found().orElseThrow().drift();
    assertThat(found.lines()).hasSize(Drift.MAX_LINES);
    assertThat(found.more()).isEqualTo(3 + 700 - Drift.MAX_LINES);
    assertThat(found.foreign()).hasSize(500);
    assertThat(found.why()).hasSize(500);
  }

  @Test
  void onlyThePlanThatWasSeenIsLetGo() throws Exception {
    Place place = sites.aSite(world.anIsp());
    try (TestAgent agent = sites.aConnectedAgent(place)) {
      agent.say(drift(place.router(), "abc", List.of()));
      eventually("it is told", () -> page(place).found().isPresent());

      assertThat(ask(place, () -> control.letGo(place.router(), "abd", AMINA)))
          .isInstanceOf(CommandAnswer.Failed.class);
      assertThat(commands(agent)).isEmpty();
      assertThat(ask(place, () -> control.letGo(place.router(), "abc", AMINA)))
          .isInstanceOf(CommandAnswer.Done.class);
      assertThat(commands(agent)).containsExactly("allow abc");
      assertThat(deeds(place)).containsExactly("router.let-go");
    }
  }

  @Test
  void onlyARowThatIsInTheWayIsAdopted() throws Exception {
    Place place = sites.aSite(world.anIsp());
    try (TestAgent agent = sites.aConnectedAgent(place)) {
      agent.say(drift(place.router(), null, List.of("pppoe mary")));
      eventually("it is told", () -> page(place).found().isPresent());

      assertThat(ask(place, () -> control.adopt(place.router(), "pppoe john", AMINA)))
          .isInstanceOf(CommandAnswer.Failed.class);
      assertThat(ask(place, () -> control.adopt(place.router(), "pppoe mary", AMINA)))
          .isInstanceOf(CommandAnswer.Done.class);
      assertThat(commands(agent)).containsExactly("adopt pppoe mary");
    }
  }

  @Test
  void aDryRunAndAComparisonReachTheAgentWhereverItIsConnected() throws Exception {
    Place place = sites.aSite(world.anIsp());
    try (TestAgent agent = sites.aConnectedAgent(place)) {
      assertThat(ask(place, () -> control.dryRun(place.router())))
          .isEqualTo(new CommandAnswer.Done("probe of " + place.router()));
      assertThat(ask(place, () -> control.compare(place.router(), AMINA)))
          .isInstanceOf(CommandAnswer.Done.class);
      assertThat(commands(agent)).containsExactly("plan ", "sweep ");
      agent.dead.add(place.router());
      assertThat(ask(place, () -> control.dryRun(place.router())))
          .isInstanceOf(CommandAnswer.Failed.class);
    }
    eventually(
        "the agent is away",
        () -> ask(place, () -> control.dryRun(place.router())) instanceof CommandAnswer.NoAgent);
  }

  @Test
  void aCommandReachesAnAgentOfAnotherPod() throws Exception {
    Place place = sites.aSite(world.anIsp());
    RouterTransport elsewhere = sites.anotherPod().transport;
    try (TestAgent agent = sites.aConnectedAgent(place)) {
      var address = new RouterAddress(place.isp().id(), place.site(), place.router());
      eventually(
          "the other pod finds it", () -> elsewhere.agentConnected(place.isp().id(), place.site()));
      assertThat(
              ask(
                  place,
                  () ->
                      elsewhere.command(
                          address, Command.ADOPT, "pppoe two words", Duration.ofSeconds(5))))
          .isEqualTo(new CommandAnswer.Done("probe of " + place.router()));
      assertThat(commands(agent)).containsExactly("adopt pppoe two words");
    }
  }

  @Test
  void aRefusedAccessIsOnItsRoutersPageAndIsTriedAgainOnce() throws Exception {
    Place place = sites.aSite(world.anIsp());
    UUID service = sites.aService(place);
    String name = sites.value(place.isp(), "SELECT username FROM service WHERE id = ?", service);
    try (TestAgent agent = sites.aConnectedAgent(place)) {
      agent.poison.add(name);
      sites.allow(place, service);
      eventually("it is parked", () -> !page(place).parked().isEmpty());
      Parked one = page(place).parked().getFirst();
      assertThat(one.name()).isEqualTo(name);
      assertThat(one.error()).isEqualTo("the router refused " + name);

      agent.poison.clear();
      assertThat(ask(place, () -> parked.tryAgain(one.access(), AMINA))).isTrue();
      sites.isEventuallyConfirmed(place, new Accesses.Raised(one.access(), 2));
      assertThat(page(place).parked()).isEmpty();
      assertThat(ask(place, () -> parked.tryAgain(one.access(), AMINA))).isFalse();
    }
  }

  @Test
  void aRouterThatIsNotReachedSaysWhenItIsTriedNext() throws Exception {
    Place place = sites.aSite(world.anIsp());
    try (TestAgent agent = sites.aConnectedAgent(place)) {
      assertThat(agent.isWelcome()).isTrue();
      assertThat(page(place).backOff()).isEmpty();
    }
    sites.allow(place, sites.aService(place));
    eventually("it backs off", () -> page(place).backOff().isPresent());
    assertThat(page(place).backOff().orElseThrow().error()).isEqualTo("no agent connected");
  }

  @Test
  void onlyAnAgentThatKeepsRulesIsSentThem() throws Exception {
    Place place = sites.aSite(world.anIsp());
    try (TestAgent agent = sites.anEnrolledAgent(place)) {
      agent.connect();
      eventually("it has its router", () -> !assigned(agent).isEmpty());
      assertThat(assigned(agent).getLast().rules()).isNull();
      agent.breaksOff();

      agent.can.add(Capability.RULES);
      agent.connect();
      eventually("it has its router", () -> !assigned(agent).isEmpty());
      assertThat(assigned(agent).getLast().rules())
          .isEqualTo(new Assign.Rules(null, false, null, null));

      assertThat(ask(place, () -> control.reportOnly(place.router(), true, AMINA))).isTrue();
      eventually(
          "it is told at once",
          () -> new Assign.Rules(null, true, null, null).equals(assigned(agent).getLast().rules()));
    }
  }

  private static List<Assign.Router> assigned(TestAgent agent) {
    return agent.heard.stream()
        .filter(Assign.class::isInstance)
        .map(message -> ((Assign) message).routers().getFirst())
        .toList();
  }

  private static List<String> commands(TestAgent agent) {
    return agent.heard.stream()
        .filter(Command.class::isInstance)
        .map(Command.class::cast)
        .map(command -> command.name() + " " + command.argument())
        .toList();
  }

  private static Drift drift(UUID router, @Nullable String stopped, List<String> foreign) {
    return new Drift(
        router,
        1,
        false,
        List.of("remove secret john"),
        0,
        stopped,
        stopped == null ? null : "it would remove 9 of 10 rows",
        foreign,
        List.of("pppoe thief"),
        0,
        10);
  }

  private RouterPage page(Place place) {
    return place.isp().asks(() -> pages.find(place.router()).orElseThrow());
  }

  private List<String> deeds(Place place) {
    return place
        .isp()
        .asks(() ->
            audit.of("router:" + place.router()).stream()
                .map(entry -> entry.deed().action())
                .toList());
  }

  private static <R> R ask(Place place, Supplier<R> question) {
    return place.isp().asks(question);
  }
}
