package io.washa.agents;

import static io.washa.testing.World.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.washa.agent.Agent;
import io.washa.agent.AgentConfig;
import io.washa.agents.AgentWorld.Place;
import io.washa.network.Accesses.Raised;
import io.washa.network.DesiredAccess.Profile;
import io.washa.simulators.routeros.DialResult;
import io.washa.simulators.routeros.RouterOsSimulator;
import io.washa.testing.CoreTest;
import io.washa.testing.Isp;
import io.washa.testing.World;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From what is allowed here to who is online there, with a real agent and the simulated router. */
@CoreTest
class AllowedIsOnlineTest {
  /** Five times the goal of two seconds, for a machine that is busy. */
  private static final Duration SOON = Duration.ofSeconds(10);

  private final World world;
  private final AgentWorld sites;
  private final Hub hub;

  AllowedIsOnlineTest(World world, AgentWorld sites, Hub hub) {
    this.world = world;
    this.sites = sites;
    this.hub = hub;
  }

  @Test
  void whoPaysWhileTheRouterIsAwayIsConnectedSoonAfterItsReturn(@TempDir Path folder)
      throws Exception {
    Isp isp = world.anIsp();
    try (RouterOsSimulator router = aRouter()) {
      Place place = sites.aSite(isp, "127.0.0.1", router.apiPort());
      UUID mary = sites.aService(place);
      try (Agent agent = new Agent(config(sites.aCode(place), folder))) {
        agent.start();
        sites.isEventuallyConfirmed(place, sites.allow(place, sites.aService(place)));

        router.power(false);
        Raised raised = sites.allow(place, mary);
        eventually("it waits for the router", () -> outcome(place, mary).equals("waiting"));
        assertThat(sites.isConfirmed(place, raised)).isFalse();

        router.power(true);
        eventually("Mary gets in", SOON, () -> isIn(router, place, mary));
        sites.isEventuallyConfirmed(place, raised);
      }
    }
  }

  @Test
  void whoPaysWhileTheSiteIsAwayIsConnectedSoonAfterItsReturn(@TempDir Path folder)
      throws Exception {
    Isp isp = world.anIsp();
    try (RouterOsSimulator router = aRouter()) {
      Place place = sites.aSite(isp, "127.0.0.1", router.apiPort());
      UUID mary = sites.aService(place);
      try (Agent agent = new Agent(config(sites.aCode(place), folder))) {
        agent.start();
        sites.isEventuallyConfirmed(place, sites.allow(place, sites.aService(place)));
      }
      Raised raised = sites.allow(place, mary);
      assertThat(isIn(router, place, mary)).isFalse();
      assertThat(sites.isConfirmed(place, raised)).isFalse();

      try (Agent back = new Agent(config(null, folder))) {
        back.start();
        eventually("Mary gets in", SOON, () -> isIn(router, place, mary));
        sites.isEventuallyConfirmed(place, raised);
      }
    }
  }

  @Test
  void aLiveSessionFollowsAnotherPlanAndItsUserStaysTheSame(@TempDir Path folder) throws Exception {
    Isp isp = world.anIsp();
    try (RouterOsSimulator router = aRouter()) {
      Place place = sites.aSite(isp, "127.0.0.1", router.apiPort());
      UUID mary = sites.aService(place);
      try (Agent agent = new Agent(config(sites.aCode(place), folder))) {
        agent.start();
        sites.isEventuallyConfirmed(place, sites.allow(place, mary));
        assertThat(rate(router, place, mary)).isEqualTo("2M/10M");
        String user = router.state().rows("/ppp/secret").getFirst().get(".id");

        sites.isEventuallyConfirmed(
            place, sites.allow(place, mary, new Profile("washa-20", "4M/20M", 1)));
        eventually("the session is ended", () -> router.state().rows("/ppp/active").isEmpty());
        assertThat(rate(router, place, mary)).isEqualTo("4M/20M");
        assertThat(router.state().rows("/ppp/secret").getFirst()).containsEntry(".id", user);
      }
    }
  }

  private static RouterOsSimulator aRouter() {
    return RouterOsSimulator.builder().user("washa", "secret").start();
  }

  private boolean isIn(RouterOsSimulator router, Place place, UUID service) {
    return router.dial(name(place, service), "pw") instanceof DialResult.Accepted;
  }

  private String rate(RouterOsSimulator router, Place place, UUID service) {
    DialResult result = router.dial(name(place, service), "pw");
    assertThat(result).isInstanceOf(DialResult.Accepted.class);
    return ((DialResult.Accepted) result).rateLimit();
  }

  private String name(Place place, UUID service) {
    return sites.value(place.isp(), "SELECT username FROM service WHERE id = ?", service);
  }

  private String outcome(Place place, UUID service) {
    return sites.value(place.isp(), "SELECT outcome FROM access WHERE service_id = ?", service);
  }

  private AgentConfig config(@Nullable String code, Path folder) {
    return new AgentConfig(URI.create("http://127.0.0.1:" + hub.port()), folder, code);
  }
}
