package io.washa.subscriptions;

import static io.washa.testing.World.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.washa.agents.SiteOnline;
import io.washa.catalog.Catalog;
import io.washa.catalog.Period;
import io.washa.catalog.Plan;
import io.washa.catalog.Plans;
import io.washa.customers.PhoneNumber;
import io.washa.customers.Services;
import io.washa.network.MacAddress;
import io.washa.network.Sites;
import io.washa.simulators.routeros.RouterOsSimulator;
import io.washa.testing.CoreTest;
import io.washa.testing.Isp;
import io.washa.testing.World;
import java.time.Duration;
import java.util.UUID;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import org.junit.jupiter.api.Test;
import org.springframework.transaction.support.TransactionTemplate;

/** A guest walks from one hotspot to another with real agents and simulated routers at both. */
@CoreTest
class PassAtTwoSitesTest {
  private static final MacAddress PHONE = new MacAddress("AA:BB:CC:00:00:01");
  private static final String ADDRESS = "10.5.50.20";
  private static final Duration SOON = Duration.ofSeconds(10);

  private final World world;
  private final SiteOnline online;
  private final Sites sites;
  private final HotspotPasses passes;
  private final Subscriptions subscriptions;
  private final Services services;
  private final Catalog catalog;
  private final Plans plans;
  private final TransactionTemplate transaction;

  PassAtTwoSitesTest(
      World world,
      SiteOnline online,
      Sites sites,
      HotspotPasses passes,
      Subscriptions subscriptions,
      Services services,
      Catalog catalog,
      Plans plans,
      TransactionTemplate transaction) {
    this.world = world;
    this.online = online;
    this.sites = sites;
    this.passes = passes;
    this.subscriptions = subscriptions;
    this.services = services;
    this.catalog = catalog;
    this.plans = plans;
    this.transaction = transaction;
  }

  @Test
  void aPaidGuestIsOnlineAtTheSecondHotspotWithoutPayingAndGoneFromTheFirst() {
    Isp isp = world.anIsp();
    UUID beach = isp.asks(() -> sites.create("Beach").orElseThrow().id());
    try (SiteOnline.Running first = online.at(isp);
        SiteOnline.Running second = online.at(isp, beach, "beach")) {
      Plan day = isp.asks(this::aDay);
      arrives(isp, isp.site(), first.router());
      UUID pass = isp.asks(() -> passes.prepare(PHONE, day, aPayer()).orElseThrow());
      isp.does(() -> pays(pass, day));
      eventually("online at the first", SOON, () -> first.router().isOnline(PHONE.text()));

      assertThat(first.router().leave(PHONE.text())).isTrue();
      arrives(isp, beach, second.router());

      eventually("online at the second", SOON, () -> second.router().isOnline(PHONE.text()));
      eventually("gone from the first", SOON, () -> users(first.router()) == 0);
      assertThat(users(second.router())).isEqualTo(1);
      arrives(isp, isp.site(), first.router());
      eventually("and back again", SOON, () -> first.router().isOnline(PHONE.text()));
    }
  }

  private void arrives(Isp isp, UUID site, RouterOsSimulator router) {
    router.join(PHONE.text(), ADDRESS);
    isp.does(() -> assertThat(passes.arrived(site, PHONE, ADDRESS)).isPresent());
  }

  private static long users(RouterOsSimulator router) {
    return router.state().rows("/ip/hotspot/user").stream()
        .filter(user -> user.getOrDefault("comment", "").startsWith("washa"))
        .count();
  }

  private static PhoneNumber aPayer() {
    return PhoneNumber.parse("0712 000 111").orElseThrow();
  }

  private Plan aDay() {
    UUID id =
        catalog.offer(
            new Catalog.NewPlan(
                "Day",
                "hotspot",
                Money.ofMajor(CurrencyUnit.of("KES"), 20),
                new Period(1, Period.Unit.DAY),
                new Catalog.Speed(2_000, 1_000),
                2));
    return plans.findById(id).orElseThrow();
  }

  private void pays(UUID pass, Plan plan) {
    transaction.executeWithoutResult(_ ->
        assertThat(subscriptions.renew(services.findById(pass).orElseThrow(), plan, "test:" + pass))
            .isNotNull());
  }
}
