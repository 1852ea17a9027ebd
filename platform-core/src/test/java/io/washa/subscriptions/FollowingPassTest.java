package io.washa.subscriptions;

import static org.assertj.core.api.Assertions.assertThat;

import io.washa.catalog.Catalog;
import io.washa.catalog.Period;
import io.washa.catalog.Plan;
import io.washa.catalog.Plans;
import io.washa.catalog.Provision;
import io.washa.catalog.Provisioning;
import io.washa.customers.PhoneNumber;
import io.washa.customers.Services;
import io.washa.network.MacAddress;
import io.washa.network.RouterReports;
import io.washa.network.Routers;
import io.washa.network.Sites;
import io.washa.network.Town;
import io.washa.network.sessions.UsageList;
import io.washa.protocol.Assign;
import io.washa.protocol.Observed;
import io.washa.protocol.Usage;
import io.washa.testing.CoreTest;
import io.washa.testing.Isp;
import io.washa.testing.World;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** A pass goes where its device goes, as far as its plan is sold there. */
@CoreTest
class FollowingPassTest {
  private static final MacAddress PHONE = new MacAddress("AA:BB:CC:00:00:01");
  private static final Catalog.Speed SPEED = new Catalog.Speed(2_000, 1_000);
  private static final long MEGABYTE = 1_000_000;

  private final World world;
  private final HotspotPasses passes;
  private final Subscriptions subscriptions;
  private final Selling selling;
  private final Places places;
  private final Telling telling;
  private final JdbcClient jdbc;
  private final TransactionTemplate transaction;
  private final PhoneNumber payer = PhoneNumber.parse("0712 000 111").orElseThrow();
  private Isp isp;
  private UUID town;
  private UUID beach;
  private UUID plan;
  private int sessions;

  FollowingPassTest(
      World world,
      HotspotPasses passes,
      Subscriptions subscriptions,
      Selling selling,
      Places places,
      Telling telling,
      JdbcClient jdbc,
      TransactionTemplate transaction) {
    this.world = world;
    this.passes = passes;
    this.subscriptions = subscriptions;
    this.selling = selling;
    this.places = places;
    this.telling = telling;
    this.jdbc = jdbc;
    this.transaction = transaction;
    this.isp = world.anIsp();
    this.town = isp.site();
    this.beach = isp.site();
    this.plan = isp.hourPlan();
  }

  @Component
  record Selling(Catalog catalog, Provisioning provisioning, Plans plans, Services services) {}

  @Component
  record Telling(Town town, RouterReports reports, UsageList usage) {}

  @Component
  record Places(Sites sites, Routers routers) {
    UUID withRouter(String name) {
      UUID site = sites.create(name).orElseThrow().id();
      addRouter(site, name);
      return site;
    }

    void addRouter(UUID site, String name) {
      assertThat(
              routers.create(
                  new Routers.NewRouter(
                      site,
                      name,
                      new Routers.Endpoint("127.0.0.1", 8728),
                      new Routers.Login("washa", "secret"),
                      new Assign.Pppoe("10.0.0.1", "washa", "10.0.0.2-10.0.0.254"))))
          .isPresent();
    }
  }

  @BeforeEach
  void twoSitesAndAPassOfHundredMegabytes() {
    isp = world.anIsp();
    town = isp.asks(() -> places.withRouter("Town"));
    beach = isp.asks(() -> places.withRouter("Beach"));
    plan =
        isp.asks(() ->
            selling
                .catalog()
                .offer(
                    new Catalog.NewPlan(
                        "Day",
                        "hotspot",
                        Money.ofMajor(CurrencyUnit.of("KES"), 20),
                        new Period(1, Period.Unit.DAY),
                        SPEED,
                        2)));
    soldAt(Set.of());
  }

  private void soldAt(Set<UUID> sites) {
    assertThat(
            isp.asks(() ->
                selling
                    .provisioning()
                    .provide(
                        plan,
                        new Provision(SPEED, 2, null, "", "", 60, 100L, true, sites),
                        "amina@isp.test")))
        .isEmpty();
  }

  @Test
  void aPaidPassIsMadeWhereItsDeviceAppearsAndRemovedWhereItWas() {
    UUID pass = paidInTown();
    used(pass, 600, 40 * MEGABYTE);

    assertThat(arrives(beach)).isEmpty();

    Map<String, @Nullable Object> here = access(pass, beach);
    assertThat(here)
        .containsEntry("enabled", true)
        .containsEntry("removed", false)
        .containsEntry("device", PHONE.text())
        .containsEntry("devices", 2)
        .containsEntry("limit_bytes", 100 * MEGABYTE)
        .containsEntry("before_bytes", 40 * MEGABYTE)
        .containsEntry("before_seconds", 600L)
        .containsEntry("used_bytes", 0L);
    assertThat(access(pass, town))
        .containsEntry("enabled", false)
        .containsEntry("removed", true)
        .containsEntry("generation", 2L);
    assertThat(count("SELECT count(*) FROM work.router_sync WHERE desired > observed"))
        .isEqualTo(2);
    assertThat(count("SELECT count(*) FROM service WHERE id = ? AND site_id = ?", pass, beach))
        .isEqualTo(1);
  }

  @Test
  void whoGoesAndComesBackHasUsedBoth() {
    UUID pass = paidInTown();
    used(pass, 600, 40 * MEGABYTE);
    arrives(beach);
    used(pass, 60, 5 * MEGABYTE);

    arrives(town);

    assertThat(access(pass, town))
        .containsEntry("removed", false)
        .containsEntry("enabled", true)
        .containsEntry("before_seconds", 660L)
        .containsEntry("before_bytes", 45 * MEGABYTE);
    assertThat(access(pass, beach)).containsEntry("removed", true);
    assertThat(count("SELECT count(*) FROM access WHERE service_id = ?", pass)).isEqualTo(2);
    assertThat(today(pass)).isEqualTo(45 * MEGABYTE);
  }

  @Test
  void aReportThatIsRepeatedOrLateUsesNothingMore() {
    UUID pass = paidInTown();
    tell(pass, town, "*1", 600, 40 * MEGABYTE);
    tell(pass, town, "*1", 600, 40 * MEGABYTE);
    tell(pass, town, "*1", 300, 20 * MEGABYTE);
    assertThat(access(pass, town))
        .containsEntry("used_seconds", 600L)
        .containsEntry("used_bytes", 40 * MEGABYTE);

    tell(pass, town, "*1", 660, 41 * MEGABYTE);
    assertThat(access(pass, town))
        .containsEntry("used_seconds", 660L)
        .containsEntry("used_bytes", 41 * MEGABYTE);
  }

  @Test
  void whatARouterThatWasLeftTellsLateComesOffAtTheNextOnce() {
    UUID pass = paidInTown();
    tell(pass, town, "*1", 600, 40 * MEGABYTE);
    arrives(beach);

    tell(pass, town, "*1", 700, 45 * MEGABYTE);
    tell(pass, town, "*1", 700, 45 * MEGABYTE);

    assertThat(access(pass, beach))
        .containsEntry("before_seconds", 700L)
        .containsEntry("before_bytes", 45 * MEGABYTE)
        .containsEntry("used_bytes", 0L)
        .containsEntry("generation", 2L);
    assertThat(today(pass)).isEqualTo(45 * MEGABYTE);
  }

  @Test
  void aCapIsReachedByWhatWasUsedAtBoth() {
    UUID pass = paidInTown();
    telling.town().confirms(isp, (UUID) Objects.requireNonNull(access(pass, town).get("id")));
    World.eventually(
        "the period's begin is noted",
        () -> count("SELECT count(*) FROM period WHERE used_before IS NOT NULL") == 1);
    used(pass, 600, 60 * MEGABYTE);
    arrives(beach);

    used(pass, 60, 39 * MEGABYTE);
    assertThat(access(pass, beach)).containsEntry("enabled", true);
    used(pass, 60, MEGABYTE);
    World.eventually(
        "its data is used up", () -> Boolean.FALSE.equals(access(pass, beach).get("enabled")));
  }

  @Test
  void aTopUpElsewhereIsAddedToWhatIsLeftOfBoth() {
    UUID pass = paidInTown();
    used(pass, 600, 40 * MEGABYTE);
    arrives(beach);

    renew(pass, "topup");

    assertThat(access(pass, beach))
        .containsEntry("limit_bytes", 200 * MEGABYTE)
        .containsEntry("before_bytes", 40 * MEGABYTE);
  }

  @Test
  void aPassIsGoodOnlyWhereItsPlanIsSoldAndSaysWhere() {
    soldAt(Set.of(town));
    UUID pass = paidInTown();

    assertThat(arrives(beach)).containsExactly("Town");
    assertThat(access(pass, town)).containsEntry("enabled", true).containsEntry("removed", false);

    soldAt(Set.of(town, beach));
    assertThat(arrives(beach)).isEmpty();
    assertThat(access(pass, beach)).containsEntry("enabled", true);
  }

  @Test
  void aPlanIsNotSoldWhereItIsNotSold() {
    soldAt(Set.of(town));
    arrives(beach);
    assertThat(isp.asks(() -> passes.prepare(PHONE, day(), payer))).isEmpty();
    arrives(town);
    assertThat(isp.asks(() -> passes.prepare(PHONE, day(), payer))).isPresent();
  }

  @Test
  void whatWasPaidAndNotYetSeenOnTheRouterLeftIsConfirmedByTheOneItWentTo() {
    UUID pass = paidInTown();
    arrives(beach);
    assertThat(
            count(
                """
                SELECT count(*) FROM period p JOIN access a ON a.id = p.access_id
                 WHERE a.service_id = ? AND NOT a.removed AND p.access_generation = a.generation
                """,
                pass))
        .isEqualTo(1);
  }

  @Test
  void aSiteWithoutRouterTakesNothingAway() {
    UUID empty = isp.asks(() -> places.sites().create("Hill").orElseThrow().id());
    UUID pass = paidInTown();
    assertThat(arrives(empty)).isEmpty();
    assertThat(access(pass, town)).containsEntry("enabled", true).containsEntry("removed", false);

    isp.does(() -> places.addRouter(empty, "hill"));
    assertThat(arrives(empty)).isEmpty();
    assertThat(access(pass, empty)).containsEntry("enabled", true);
  }

  private UUID paidInTown() {
    arrives(town);
    UUID pass = isp.asks(() -> passes.prepare(PHONE, day(), payer).orElseThrow());
    renew(pass, "first");
    return pass;
  }

  private Plan day() {
    return selling.plans().findById(plan).orElseThrow();
  }

  private List<String> arrives(UUID site) {
    return isp.asks(() -> passes.arrived(site, PHONE, "10.5.50.9").orElseThrow().goodAt());
  }

  private void renew(UUID pass, String cause) {
    isp.does(() ->
        transaction.executeWithoutResult(_ ->
            assertThat(
                    subscriptions.renew(
                        selling.services().findById(pass).orElseThrow(), day(), cause + ":" + pass))
                .isNotNull()));
  }

  /** Where the pass is now, one more session of it lasted so long and carried so much. */
  private void used(UUID pass, long seconds, long bytes) {
    sessions++;
    tell(pass, siteOf(pass), "*" + sessions, seconds, bytes);
  }

  private void tell(UUID pass, UUID site, String session, long seconds, long bytes) {
    Map<String, @Nullable Object> at = access(pass, site);
    Observed.Session told =
        new Observed.Session(
            (UUID) Objects.requireNonNull(at.get("id")),
            null,
            seconds,
            session,
            PHONE.text(),
            0,
            bytes);
    Usage usage = new Usage((UUID) Objects.requireNonNull(at.get("router_id")), List.of(told));
    assertThat(isp.<Boolean>asks(() -> telling.reports().usage(site, usage))).isTrue();
  }

  private UUID siteOf(UUID pass) {
    return isp.asks(() -> selling.services().findById(pass).orElseThrow().siteId());
  }

  private long today(UUID pass) {
    return isp.<Long>asks(() -> telling.usage().used(pass).today());
  }

  private Map<String, @Nullable Object> access(UUID pass, UUID site) {
    return isp.asks(() ->
        jdbc.sql(
                """
                SELECT a.* FROM access a JOIN router r ON r.id = a.router_id
                 WHERE a.service_id = ? AND r.site_id = ?
                """)
            .params(pass, site)
            .query()
            .singleRow());
  }

  private long count(String sql, Object... parameters) {
    return isp.asks(
        () -> jdbc.sql(sql).params(parameters).query((row, _) -> row.getLong(1)).single());
  }
}
