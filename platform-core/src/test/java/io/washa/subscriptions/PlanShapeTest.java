package io.washa.subscriptions;

import static org.assertj.core.api.Assertions.assertThat;

import io.washa.catalog.Burst;
import io.washa.catalog.Catalog;
import io.washa.catalog.Period;
import io.washa.catalog.Plan;
import io.washa.catalog.Plans;
import io.washa.catalog.Provision;
import io.washa.catalog.Provisioning;
import io.washa.customers.Customers;
import io.washa.customers.Services;
import io.washa.network.Routers;
import io.washa.network.Sites;
import io.washa.protocol.Assign;
import io.washa.testing.CoreTest;
import io.washa.testing.Isp;
import io.washa.testing.World;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** What a plan gives, and how it comes to everybody who has it. */
@CoreTest
class PlanShapeTest {
  private static final Catalog.Speed SPEED = new Catalog.Speed(10_000, 2_000);
  private static final Burst BURST =
      new Burst(new Catalog.Speed(20_000, 4_000), new Catalog.Speed(8_000, 1_500), 16);
  private static final long GIGABYTE = 1_000_000_000;

  private final World world;
  private final Catalog catalog;
  private final Provisioning provisioning;
  private final Plans plans;
  private final Services services;
  private final Customers customers;
  private final Subscriptions subscriptions;
  private final Tools tools;
  private Isp isp;
  private UUID passPlan;

  PlanShapeTest(
      World world,
      Catalog catalog,
      Provisioning provisioning,
      Plans plans,
      Services services,
      Customers customers,
      Subscriptions subscriptions,
      Routers routers,
      Sites sites,
      JdbcClient jdbc,
      TransactionTemplate transaction) {
    this.world = world;
    this.catalog = catalog;
    this.provisioning = provisioning;
    this.plans = plans;
    this.services = services;
    this.customers = customers;
    this.subscriptions = subscriptions;
    this.tools = new Tools(routers, sites, jdbc, transaction);
    this.isp = world.anIsp();
    this.passPlan = isp.hourPlan();
  }

  private record Tools(
      Routers routers, Sites sites, JdbcClient jdbc, TransactionTemplate transaction) {}

  @BeforeEach
  void anIspWithARouter() {
    isp = world.anIsp();
    isp.does(() ->
        assertThat(
                tools
                    .routers()
                    .create(
                        new Routers.NewRouter(
                            isp.site(),
                            "mtaani-1",
                            new Routers.Endpoint("127.0.0.1", 8728),
                            new Routers.Login("washa", "secret"),
                            new Assign.Pppoe("10.0.0.1", "washa", "10.0.0.2-10.0.0.254"))))
            .isPresent());
    passPlan =
        isp.asks(() ->
            catalog.offer(
                new Catalog.NewPlan(
                    "Gigabyte",
                    "hotspot",
                    Money.ofMajor(CurrencyUnit.of("KES"), 50),
                    new Period(1, Period.Unit.DAY),
                    SPEED,
                    2)));
    assertThat(provide(passPlan, pass())).isEmpty();
  }

  private static Provision pass() {
    return new Provision(SPEED, 2, null, "", "", 60, 1000L, false, Set.of());
  }

  private static Provision line(Catalog.Speed speed, @Nullable Burst burst) {
    return new Provision(speed, 1, burst, "", "", null, null, true, Set.of());
  }

  @Test
  void anUploadStandsFirstInWhatARouterReads() {
    assertThat(provide(isp.hourPlan(), line(SPEED, BURST))).isEmpty();
    assertThat(plan(isp.hourPlan()).rateLimit()).isEqualTo("2M/10M 4M/20M 1500k/8M 16/16");
    assertThat(provide(isp.hourPlan(), line(SPEED, null))).isEmpty();
    assertThat(plan(isp.hourPlan()).rateLimit()).isEqualTo("2M/10M");
  }

  @Test
  void aChangedPlanComesToEverybodyOnItAndToNobodyElse() {
    UUID mary = paid(isp.hourPlan());
    UUID john = paid(isp.hourPlan());
    UUID other = paid(isp.monthPlan());

    assertThat(
            provide(
                isp.hourPlan(),
                new Provision(
                    new Catalog.Speed(5_000, 1_000),
                    1,
                    BURST,
                    "evening",
                    "watched",
                    null,
                    null,
                    true,
                    Set.of())))
        .isEmpty();

    for (UUID service : List.of(mary, john)) {
      assertThat(access(service))
          .containsEntry("rate_limit", "1M/5M 4M/20M 1500k/8M 16/16")
          .containsEntry("pool", "evening")
          .containsEntry("address_list", "watched")
          .containsEntry("generation", 2L);
    }
    assertThat(access(other)).containsEntry("rate_limit", "2M/10M").containsEntry("generation", 1L);
    assertThat(
            value(
                "SELECT count(*) FROM audit WHERE action = 'plan.provided' AND subject = ?",
                "plan:" + isp.hourPlan()))
        .isEqualTo(1);
  }

  @Test
  void aTopUpIsAddedToWhatIsLeftAndAFreshPassBeginsAtWhatWasUsed() {
    UUID pass = paid(passPlan);
    assertThat(access(pass))
        .containsEntry("limit_seconds", 3600L)
        .containsEntry("limit_bytes", GIGABYTE)
        .containsEntry("mac_cookie", false);
    used(pass, 1000, 400_000_000);

    renew(pass, passPlan, "topup");
    assertThat(access(pass))
        .containsEntry("limit_seconds", 7200L)
        .containsEntry("limit_bytes", 2 * GIGABYTE);

    timeIsOver(pass);
    renew(pass, passPlan, "anew");
    assertThat(access(pass))
        .containsEntry("limit_seconds", 1000L + 3600L)
        .containsEntry("limit_bytes", 400_000_000 + GIGABYTE);
  }

  @Test
  void aTopUpAfterMoreThanTheLimitGivesAllThatWasBought() {
    UUID pass = paid(passPlan);
    used(pass, 3700, 1_100_000_000);

    renew(pass, passPlan, "topup");

    assertThat(access(pass))
        .containsEntry("limit_seconds", 3700L + 3600L)
        .containsEntry("limit_bytes", 1_100_000_000 + GIGABYTE);
  }

  @Test
  void aPlanWithoutLimitLiftsTheLimitOfTheOneBefore() {
    UUID pass = paid(passPlan);
    assertThat(provide(passPlan, new Provision(SPEED, 2, null, "", "", null, null, true, Set.of())))
        .isEmpty();
    renew(pass, passPlan, "free");
    assertThat(access(pass)).containsEntry("limit_seconds", 0L).containsEntry("limit_bytes", 0L);
  }

  @Test
  void whatNoRouterCanDoIsRefusedInWords() {
    assertThat(provide(isp.hourPlan(), line(new Catalog.Speed(0, 1), null)))
        .contains(Provision.Problem.NOT_POSITIVE);
    assertThat(provide(isp.hourPlan(), line(new Catalog.Speed(30_000, 1_000), BURST)))
        .contains(Provision.Problem.BURST_SLOWER);
    assertThat(
            provide(
                isp.hourPlan(),
                line(SPEED, new Burst(BURST.speed(), new Catalog.Speed(30_000, 1_000), 16))))
        .contains(Provision.Problem.BURST_ENDLESS);
    assertThat(provide(isp.hourPlan(), line(SPEED, new Burst(BURST.speed(), BURST.below(), 601))))
        .contains(Provision.Problem.BURST_TOO_LONG);
    assertThat(provide(isp.hourPlan(), pass())).contains(Provision.Problem.HOTSPOT_ONLY);
    assertThat(provide(UUID.randomUUID(), line(SPEED, null))).contains(Provision.Problem.NO_PLAN);
    assertThat(provide(isp.hourPlan(), in("two words"))).contains(Provision.Problem.ROUTER_WORD);
    assertThat(provide(isp.hourPlan(), in("two-words"))).isEmpty();
  }

  @Test
  void aPlanIsSoldAtSitesThatThereAre() {
    UUID other = isp.asks(() -> tools.sites().create("Other").orElseThrow().id());
    assertThat(provide(passPlan, at(UUID.randomUUID()))).contains(Provision.Problem.NO_SITE);
    assertThat(plan(passPlan).isSoldAt(isp.site())).isTrue();
    assertThat(provide(passPlan, at(other))).isEmpty();
    assertThat(plan(passPlan).isSoldAt(isp.site())).isFalse();
    assertThat(plan(passPlan).isSoldAt(other)).isTrue();
  }

  private static Provision in(String list) {
    return new Provision(SPEED, 1, null, "", list, null, null, true, Set.of());
  }

  private static Provision at(UUID site) {
    return new Provision(SPEED, 2, null, "", "", null, null, true, Set.of(site));
  }

  private Optional<Provision.Problem> provide(UUID plan, Provision wanted) {
    return isp.asks(() -> provisioning.provide(plan, wanted, "amina@isp.test"));
  }

  private Plan plan(UUID id) {
    return isp.asks(() -> plans.findById(id).orElseThrow());
  }

  private UUID paid(UUID plan) {
    UUID subscriber = world.aSubscriber(isp).id();
    UUID service =
        isp.asks(() ->
            customers.addService(
                new Customers.NewService(
                    subscriber,
                    isp.site(),
                    plan,
                    plan(plan).access(),
                    "u" + UUID.randomUUID().toString().substring(0, 8),
                    "pw")));
    renew(service, plan, "first");
    return service;
  }

  private void renew(UUID service, UUID plan, String cause) {
    isp.does(() ->
        tools
            .transaction()
            .executeWithoutResult(_ ->
                assertThat(
                        subscriptions.renew(
                            services.findById(service).orElseThrow(),
                            plans.findById(plan).orElseThrow(),
                            cause + ":" + service))
                    .isNotNull()));
  }

  private void used(UUID service, long seconds, long bytes) {
    isp.does(() ->
        tools
            .jdbc()
            .sql("UPDATE access SET used_seconds = ?, used_bytes = ? WHERE service_id = ?")
            .params(seconds, bytes, service)
            .update());
  }

  private void timeIsOver(UUID service) {
    isp.does(() -> {
      tools
          .jdbc()
          .sql(
              "UPDATE subscription SET state = 'expired', ends_at = work.platform_now()"
                  + " WHERE service_id = ?")
          .param(service)
          .update();
      tools.jdbc().sql("UPDATE period SET waits = NULL").update();
    });
  }

  private Map<String, @Nullable Object> access(UUID service) {
    return isp.asks(() ->
        tools
            .jdbc()
            .sql("SELECT * FROM access WHERE service_id = ?")
            .param(service)
            .query()
            .singleRow());
  }

  private long value(String sql, Object... parameters) {
    return isp.asks(
        () -> tools.jdbc().sql(sql).params(parameters).query((row, _) -> row.getLong(1)).single());
  }
}
