package io.washa.network;

import static org.assertj.core.api.Assertions.assertThat;

import io.washa.catalog.Plans;
import io.washa.customers.Services;
import io.washa.protocol.Applied;
import io.washa.protocol.Assign;
import io.washa.protocol.Observed;
import io.washa.subscriptions.Subscriptions;
import io.washa.testing.Isp;
import io.washa.testing.World;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Makes routers and people who have paid, and lets routers tell of them. */
@Component
public class Town {
  private static final AtomicInteger NEXT = new AtomicInteger();

  private final World world;
  private final Routers routers;
  private final Subscriptions subscriptions;
  private final Books books;
  private final JdbcClient jdbc;
  private final TransactionTemplate transaction;

  Town(
      World world,
      Routers routers,
      Subscriptions subscriptions,
      Books books,
      JdbcClient jdbc,
      TransactionTemplate transaction) {
    this.world = world;
    this.routers = routers;
    this.subscriptions = subscriptions;
    this.books = books;
    this.jdbc = jdbc;
    this.transaction = transaction;
  }

  @Component
  record Books(Services services, Plans plans, RouterReports reports) {}

  private record Told(UUID site, Applied applied) {}

  /** A router of an ISP's site. */
  public record Tower(Isp isp, UUID router) {}

  /** Somebody who has paid. */
  public record Payer(UUID service, UUID access) {}

  /** A router at the ISP's site. */
  public Tower aTower(Isp isp) {
    return new Tower(
        isp,
        isp.asks(() ->
            routers
                .create(
                    new Routers.NewRouter(
                        isp.site(),
                        "tower-" + NEXT.incrementAndGet(),
                        new Routers.Endpoint("127.0.0.1", 8728),
                        new Routers.Login("washa", "secret"),
                        new Assign.Pppoe("10.0.0.1", "washa", "10.0.0.2-10.0.0.254")))
                .orElseThrow()
                .id()));
  }

  /** A subscriber who has paid for the month plan, of which no router knows yet. */
  public Payer aPayerNotYetOnline(Isp isp) {
    UUID service = world.aSubscriber(isp).service();
    renew(isp, service, isp.monthPlan());
    UUID access =
        isp.asks(() ->
            jdbc.sql("SELECT id FROM access WHERE service_id = ?")
                .param(service)
                .query((row, _) -> row.getObject(1, UUID.class))
                .single());
    return new Payer(service, access);
  }

  /** A subscriber who has paid for the month plan, and whose access is on. */
  public Payer aPayer(Isp isp) {
    Payer payer = aPayerNotYetOnline(isp);
    confirms(isp, payer.access());
    return payer;
  }

  /** The router holds what is desired, so that time which waited for it begins. */
  public void confirms(Isp isp, UUID access) {
    Told told =
        isp.asks(() ->
            jdbc.sql(
                    """
                    SELECT a.generation, a.router_id, r.site_id, s.epoch, s.desired
                      FROM access a JOIN router r ON r.id = a.router_id
                      JOIN work.router_sync s ON s.router = a.router_id WHERE a.id = ?
                    """)
                .param(access)
                .query((row, _) ->
                    new Told(
                        row.getObject("site_id", UUID.class),
                        new Applied(
                            row.getObject("router_id", UUID.class),
                            row.getLong("epoch"),
                            row.getLong("desired"),
                            List.of(
                                new Applied.Result(
                                    access,
                                    row.getLong("generation"),
                                    Applied.Outcome.APPLIED,
                                    null)))))
                .single());
    assertThat(isp.<Boolean>asks(() -> books.reports().applied(told.site(), told.applied())))
        .isTrue();
    World.eventually(
        "the time has begun",
        () ->
            value(
                    isp,
                    "SELECT count(*) FROM period WHERE access_id = ? AND waits IS NOT NULL",
                    access)
                .equals("0"));
  }

  /** Buys one more period of a plan. */
  public void renew(Isp isp, UUID service, UUID plan) {
    isp.does(() ->
        transaction.executeWithoutResult(_ -> {
          var _ =
              subscriptions.renew(
                  books.services().findById(service).orElseThrow(),
                  books.plans().findById(plan).orElseThrow(),
                  "test:" + UUID.randomUUID());
        }));
  }

  /** Live sessions, all of them. */
  public static Observed all(Tower tower, Observed.Session... live) {
    return new Observed(tower.router(), true, null, null, true, List.of(live), List.of());
  }

  /** Sessions that came. */
  public static Observed came(Tower tower, Observed.Session... live) {
    return new Observed(tower.router(), true, null, null, false, List.of(live), List.of());
  }

  /** Sessions that are gone, with their accesses. */
  public static Observed gone(Tower tower, Observed.Session... gone) {
    return new Observed(
        tower.router(),
        true,
        null,
        null,
        false,
        List.of(),
        List.of(gone).stream().map(Observed.Session::access).toList(),
        List.of(gone));
  }

  /** What the database says. */
  public String value(Isp isp, String sql, Object... parameters) {
    return isp.asks(() ->
        jdbc.sql(sql)
            .params(parameters)
            .query((row, _) -> String.valueOf(row.getObject(1)))
            .single());
  }
}
