package io.washa.agents;

import static io.washa.testing.World.eventually;

import io.washa.customers.Customers;
import io.washa.customers.Services;
import io.washa.network.Accesses;
import io.washa.network.DesiredAccess;
import io.washa.network.Routers;
import io.washa.network.Sites;
import io.washa.protocol.Assign;
import io.washa.testing.Isp;
import io.washa.testing.World;
import io.washa.work.Redis;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Makes sites with routers and agents, and raises accesses as a payment does. */
@Component
class AgentWorld implements DisposableBean {
  private static final AtomicInteger NEXT = new AtomicInteger();

  private final World world;
  private final Sites sites;
  private final Routers routers;
  private final Enrolments enrolments;
  private final Customers customers;
  private final Tools tools;
  private final List<OtherPod> pods = new ArrayList<>();

  AgentWorld(
      World world,
      Sites sites,
      Routers routers,
      Enrolments enrolments,
      Customers customers,
      Tools tools) {
    this.world = world;
    this.sites = sites;
    this.routers = routers;
    this.enrolments = enrolments;
    this.customers = customers;
    this.tools = tools;
  }

  @Component
  record Tools(
      Hub hub,
      Redis redis,
      OtherPod.Parts parts,
      Services services,
      Accesses accesses,
      JdbcClient jdbc,
      TransactionTemplate transaction,
      Clock clock) {}

  /** A site with one router. */
  record Place(Isp isp, UUID site, UUID router) {}

  Place aSite(Isp isp, String host, int port) {
    int number = NEXT.incrementAndGet();
    return isp.asks(() -> {
      UUID site = sites.create("Site " + number).orElseThrow().id();
      UUID router =
          routers
              .create(
                  new Routers.NewRouter(
                      site,
                      "router" + number,
                      new Routers.Endpoint(host, port),
                      new Routers.Login("washa", "secret"),
                      new Assign.Pppoe("10.10.0.1", "washa", "10.10.0.2-10.10.3.254")))
              .orElseThrow()
              .id();
      return new Place(isp, site, router);
    });
  }

  Place aSite(Isp isp) {
    return aSite(isp, "127.0.0.1", 8728);
  }

  String aCode(Place place) {
    return aCode(place, Duration.ofMinutes(5));
  }

  String aCode(Place place, Duration validity) {
    return place.isp().asks(() -> enrolments.issueCode(place.site(), validity));
  }

  TestAgent anEnrolledAgent(Place place) throws Exception {
    TestAgent agent = new TestAgent(tools.hub().port());
    if (agent.enrol(aCode(place)) != 200) {
      throw new IllegalStateException("not enrolled");
    }
    return agent;
  }

  TestAgent aConnectedAgent(Place place) throws Exception {
    TestAgent agent = anEnrolledAgent(place).connect();
    eventually("the agent is welcome", agent::isWelcome);
    return agent;
  }

  /** A service at the site, not yet allowed. */
  UUID aService(Place place) {
    Isp.ASubscriber subscriber = world.aSubscriber(place.isp());
    return place
        .isp()
        .asks(() ->
            customers.addService(
                new Customers.NewService(
                    subscriber.id(),
                    place.site(),
                    place.isp().hourPlan(),
                    "pppoe",
                    "user" + NEXT.incrementAndGet(),
                    "pw")));
  }

  Accesses.Raised allow(Place place, UUID service) {
    return place
        .isp()
        .asks(() ->
            Objects.requireNonNull(
                tools
                    .transaction()
                    .execute(_ ->
                        tools
                            .accesses()
                            .allow(
                                new DesiredAccess(
                                    tools.services().findById(service).orElseThrow(),
                                    new DesiredAccess.Profile("washa-10", "2M/10M", 1),
                                    tools.clock().instant().plus(Duration.ofHours(1))))
                            .orElseThrow())));
  }

  String value(Isp isp, String sql, Object... parameters) {
    return isp.asks(() ->
        tools
            .jdbc()
            .sql(sql)
            .params(parameters)
            .query((row, _) -> String.valueOf(row.getObject(1)))
            .single());
  }

  boolean isConfirmed(Place place, Accesses.Raised raised) {
    return value(
            place.isp(),
            "SELECT applied_generation >= ? FROM access WHERE id = ?",
            raised.generation(),
            raised.access())
        .equals("true");
  }

  void isEventuallyConfirmed(Place place, Accesses.Raised raised) {
    eventually("the access is confirmed", () -> isConfirmed(place, raised));
  }

  /** A second pod, beside the one that the context is; to be closed. */
  OtherPod anotherPod() {
    eventually("Redis is there", () -> tools.redis().client().isPresent());
    OtherPod pod = new OtherPod(tools.parts());
    pods.add(pod);
    return pod;
  }

  @Override
  public void destroy() {
    pods.forEach(OtherPod::close);
  }
}
