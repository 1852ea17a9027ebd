package io.washa.demo.seed;

import io.washa.agents.Enrolments;
import io.washa.network.Routers;
import io.washa.network.Sites;
import io.washa.protocol.Assign;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Sites, routers, and one-time codes for their agents. */
@Component
class DemoNetwork {
  private final Sites sites;
  private final Routers routers;
  private final Enrolments enrolments;
  private final List<Integer> ports;

  DemoNetwork(
      Sites sites,
      Routers routers,
      Enrolments enrolments,
      @org.springframework.beans.factory.annotation.Value("${demo.router-ports}")
          List<Integer> ports) {
    this.sites = sites;
    this.routers = routers;
    this.enrolments = enrolments;
    this.ports = ports;
  }

  List<UUID> build(DemoIsp isp, Path folder) {
    List<UUID> made = new ArrayList<>();
    for (DemoIsp.Site site : isp.sites()) {
      UUID id = sites.create(site.name()).orElseThrow().id();
      Optional<Routers.Router> router =
          routers.create(
              new Routers.NewRouter(
                  id,
                  isp.slug() + "-" + site.name().toLowerCase(java.util.Locale.ROOT),
                  new Routers.Endpoint("127.0.0.1", ports.get(site.router())),
                  new Routers.Login(DemoIsp.ROUTER_USER, DemoIsp.ROUTER_PASSWORD),
                  new Assign.Pppoe(
                      site.network() + ".0.1",
                      "washa-pppoe",
                      site.network() + ".0.2-" + site.network() + ".3.254")));
      if (router.isEmpty()) {
        throw new IllegalStateException("there is a router for " + site + " already");
      }
      try {
        Files.writeString(
            folder.resolve("agent-" + site.router() + ".code"),
            enrolments.issueCode(id, Duration.ofDays(2)));
      } catch (IOException e) {
        throw new java.io.UncheckedIOException(e);
      }
      made.add(id);
    }
    return made;
  }
}
