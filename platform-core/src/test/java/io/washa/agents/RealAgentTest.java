package io.washa.agents;

import static io.washa.testing.World.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.washa.agent.Agent;
import io.washa.agent.AgentConfig;
import io.washa.agents.AgentWorld.Place;
import io.washa.network.Accesses.Raised;
import io.washa.network.SiteHealth;
import io.washa.simulators.routeros.RouterOsSimulator;
import io.washa.testing.CoreTest;
import io.washa.testing.Isp;
import io.washa.testing.World;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Hub, agent and router, as they are at a site. */
@CoreTest
class RealAgentTest {
  private final World world;
  private final AgentWorld sites;
  private final Hub hub;
  private final SiteHealth health;

  RealAgentTest(World world, AgentWorld sites, Hub hub, SiteHealth health) {
    this.world = world;
    this.sites = sites;
    this.hub = hub;
    this.health = health;
  }

  @Test
  void anAllowedServiceIsOnTheRouterAndASilentRouterIsNoticed(@TempDir Path folder)
      throws Exception {
    Isp isp = world.anIsp();
    try (RouterOsSimulator router = RouterOsSimulator.builder().user("washa", "secret").start()) {
      Place place = sites.aSite(isp, "127.0.0.1", router.apiPort());
      try (Agent agent = new Agent(config(place, folder))) {
        agent.start();
        Raised raised = sites.allow(place, sites.aService(place));

        sites.isEventuallyConfirmed(place, raised);
        assertThat(router.state().rows("/ppp/secret")).hasSize(1);
        eventually("people can be connected", () -> canConnect(place));
        router.power(false);
        assertThat(canConnect(place)).isFalse();
      }
    }
  }

  private boolean canConnect(Place place) {
    return place
        .isp()
        .asks(() ->
            health.canRouterConnect(place.router(), Duration.ofSeconds(1))
                instanceof SiteHealth.Answer.Yes);
  }

  private AgentConfig config(Place place, Path folder) {
    return new AgentConfig(
        URI.create("http://127.0.0.1:" + hub.port()), folder, sites.aCode(place));
  }
}
