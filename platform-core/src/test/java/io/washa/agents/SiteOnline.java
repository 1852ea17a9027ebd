package io.washa.agents;

import static io.washa.testing.World.eventually;

import io.washa.agent.Agent;
import io.washa.agent.AgentConfig;
import io.washa.agent.EnrolmentRefusedException;
import io.washa.network.Routers;
import io.washa.network.SiteHealth;
import io.washa.protocol.Assign;
import io.washa.simulators.routeros.RouterOsSimulator;
import io.washa.testing.Isp;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.time.Duration;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Puts a simulated router and a real agent at an ISP's site. */
@Component
public class SiteOnline {
  private final Hub hub;
  private final Enrolments enrolments;
  private final Routers routers;
  private final SiteHealth health;

  SiteOnline(Hub hub, Enrolments enrolments, Routers routers, SiteHealth health) {
    this.hub = hub;
    this.enrolments = enrolments;
    this.routers = routers;
    this.health = health;
  }

  /** Router and agent; both stop when it is closed. */
  public record Running(RouterOsSimulator router, Agent agent) implements AutoCloseable {
    @Override
    public void close() {
      agent.close();
      router.close();
    }
  }

  /** Starts both at the ISP's site and waits until people can be connected. */
  public Running at(Isp isp) {
    return at(isp, isp.site(), "tower");
  }

  /** The same at another site; names are unique. */
  public Running at(Isp isp, UUID site, String name) {
    RouterOsSimulator router =
        RouterOsSimulator.builder().user("washa", "secret").hotspot("cafe", "10.5.50.1").start();
    String code =
        isp.asks(() -> {
          routers.create(
              new Routers.NewRouter(
                  site,
                  name,
                  new Routers.Endpoint("127.0.0.1", router.apiPort()),
                  new Routers.Login("washa", "secret"),
                  new Assign.Pppoe("10.10.0.1", "washa", "10.10.0.2-10.10.3.254")));
          return enrolments.issueCode(site, Duration.ofMinutes(5));
        });
    Agent agent = started(code);
    eventually(
        "people can be connected",
        () ->
            isp.asks(() ->
                health.canSiteConnect(site, Duration.ofSeconds(1))
                    instanceof SiteHealth.Answer.Yes));
    return new Running(router, agent);
  }

  private Agent started(String code) {
    try {
      Agent agent =
          new Agent(
              new AgentConfig(
                  URI.create("http://127.0.0.1:" + hub.port()),
                  Files.createTempDirectory("agent"),
                  code));
      agent.start();
      return agent;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    } catch (EnrolmentRefusedException e) {
      throw new IllegalStateException(e);
    }
  }
}
