package io.washa.subscriptions;

import static io.washa.testing.World.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.washa.agents.SiteOnline;
import io.washa.catalog.Catalog;
import io.washa.catalog.Period;
import io.washa.catalog.Plan;
import io.washa.catalog.Plans;
import io.washa.customers.AccountNumber;
import io.washa.customers.PhoneNumber;
import io.washa.network.Devices;
import io.washa.network.MacAddress;
import io.washa.simulators.routeros.RouterOsSimulator;
import io.washa.testing.CoreTest;
import io.washa.testing.Isp;
import io.washa.testing.Safaricom;
import io.washa.testing.World;
import io.washa.work.DueIndex;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** From a device before the door to its session on the router, and to its end. */
@CoreTest
class HotspotPassTest {
  private static final MacAddress PHONE = new MacAddress("AA:BB:CC:00:00:01");
  private static final String ADDRESS = "10.5.50.20";

  private final World world;
  private final SiteOnline sites;
  private final HotspotPasses passes;
  private final Devices devices;
  private final Catalog catalog;
  private final Plans plans;
  private final JdbcClient jdbc;
  private final DueIndex due;
  private final TransactionTemplate transaction;
  private final PhoneNumber payer = PhoneNumber.parse("0712 000 111").orElseThrow();
  private Isp isp;
  private Plan hour;

  HotspotPassTest(
      World world,
      SiteOnline sites,
      HotspotPasses passes,
      Devices devices,
      Catalog catalog,
      Plans plans,
      JdbcClient jdbc,
      DueIndex due,
      TransactionTemplate transaction) {
    this.world = world;
    this.sites = sites;
    this.passes = passes;
    this.devices = devices;
    this.catalog = catalog;
    this.plans = plans;
    this.jdbc = jdbc;
    this.due = due;
    this.transaction = transaction;
    isp = world.anIsp();
    hour = isp.asks(this::anHourOnTwoDevices);
  }

  @BeforeEach
  void aNewIsp() {
    isp = world.anIsp();
    hour = isp.asks(this::anHourOnTwoDevices);
  }

  private Plan anHourOnTwoDevices() {
    UUID id =
        catalog.offer(
            new Catalog.NewPlan(
                "Hour",
                "hotspot",
                Money.ofMajor(CurrencyUnit.of("KES"), 10),
                new Period(1, Period.Unit.HOUR),
                new Catalog.Speed(2_000, 1_000),
                2));
    return plans.findById(id).orElseThrow();
  }

  private UUID preparedPass() {
    return isp.asks(() -> {
      assertThat(devices.appeared(isp.site(), PHONE, ADDRESS)).isPresent();
      return passes.prepare(PHONE, hour, payer).orElseThrow();
    });
  }

  @Test
  void aWaitingDeviceIsOnlineWhenItsPaymentArrivesAndOffWithoutCookieWhenTheTimeIsOver() {
    try (SiteOnline.Running site = sites.at(isp)) {
      RouterOsSimulator router = site.router();
      router.join(PHONE.text(), ADDRESS);
      UUID pass = preparedPass();
      assertThat(router.isOnline(PHONE.text())).isFalse();

      pays(pass);

      eventually("the device is online", () -> router.isOnline(PHONE.text()));
      eventually("and seen so", () -> isp.asks(() -> isSeenOnline(pass)));
      assertThat(router.state().rows("/ip/hotspot/user/profile"))
          .anySatisfy(profile ->
              assertThat(profile)
                  .containsEntry("name", hour.profileName())
                  .containsEntry("shared-users", "2")
                  .containsEntry("rate-limit", "1M/2M"));

      isp.does(() -> endsNow(pass));
      eventually("the device is off", () -> !router.isOnline(PHONE.text()));
      assertThat(router.state().rows("/ip/hotspot/cookie")).isEmpty();
      assertThat(router.join(PHONE.text(), ADDRESS).getClass().getSimpleName())
          .isEqualTo("Waiting");
    }
  }

  @Test
  void aPaidDeviceThatComesBackIsLetInUntouched() {
    try (SiteOnline.Running site = sites.at(isp)) {
      RouterOsSimulator router = site.router();
      router.join(PHONE.text(), ADDRESS);
      UUID pass = preparedPass();
      pays(pass);
      eventually("the device is online", () -> router.isOnline(PHONE.text()));
      router.power(false);
      router.power(true);
      router.join(PHONE.text(), "10.5.50.99");
      isp.does(() -> jdbc.sql("UPDATE device SET let_in_at = NULL").update());
      isp.does(() -> devices.appeared(isp.site(), PHONE, "10.5.50.99"));
      eventually("the device is online again", () -> router.isOnline(PHONE.text()));
    }
  }

  @Test
  void twoTapsGetOnePassAndOneGuest() {
    isp.does(() -> devices.appeared(isp.site(), PHONE, ADDRESS));
    List<UUID> got =
        IntStream.range(0, 8)
            .mapToObj(_ ->
                CompletableFuture.supplyAsync(
                    () -> isp.asks(() -> passes.prepare(PHONE, hour, payer).orElseThrow())))
            .toList()
            .stream()
            .map(CompletableFuture::join)
            .distinct()
            .toList();
    assertThat(got).hasSize(1);
    assertThat(
            isp.asks(() ->
                jdbc.sql("SELECT count(*) FROM subscriber WHERE phone = ?")
                    .param(payer.msisdn())
                    .query(Long.class)
                    .single()))
        .isOne();
  }

  @Test
  void anotherPayerGetsAPassOfTheirOwn() {
    UUID first = preparedPass();
    PhoneNumber other = PhoneNumber.parse("0712 000 222").orElseThrow();
    UUID second = isp.asks(() -> passes.prepare(PHONE, hour, other).orElseThrow());
    assertThat(second).isNotEqualTo(first);
    assertThat(isp.asks(() -> passes.prepare(PHONE, hour, other))).contains(second);
  }

  @Test
  void aDeviceNobodySawAndAnotherIspsSiteAreRefused() {
    Isp other = world.anIsp();
    assertThat(isp.asks(() -> passes.prepare(PHONE, hour, payer))).isEmpty();
    assertThat(isp.asks(() -> devices.appeared(other.site(), PHONE, ADDRESS))).isEmpty();
    assertThat(isp.asks(() -> devices.appeared(isp.site(), PHONE, ADDRESS))).isPresent();
    assertThat(isp.asks(() -> passes.prepare(PHONE, hour, payer))).isPresent();
  }

  @Test
  void aPlanForHomesIsNotSoldAtTheDoor() {
    isp.does(() -> devices.appeared(isp.site(), PHONE, ADDRESS));
    Plan home = isp.asks(() -> plans.findById(isp.monthPlan()).orElseThrow());
    assertThat(isp.asks(() -> passes.prepare(PHONE, home, payer))).isEmpty();
    assertThat(isp.asks(() -> passes.prepare(PHONE, hour, payer))).isPresent();
  }

  private boolean isSeenOnline(UUID pass) {
    return jdbc.sql("SELECT online FROM access WHERE service_id = ?")
        .param(pass)
        .query(Boolean.class)
        .single();
  }

  private void endsNow(UUID pass) {
    transaction.executeWithoutResult(_ -> {
      UUID subscription =
          jdbc.sql(
                  "UPDATE subscription SET ends_at = work.platform_now() WHERE service_id = ?"
                      + " RETURNING id")
              .param(pass)
              .query(UUID.class)
              .single();
      due.set(SubscriptionExpiry.KIND, subscription, Instant.now());
    });
  }

  private void pays(UUID pass) {
    Isp.ASubscriber guest =
        new Isp.ASubscriber(UUID.randomUUID(), new AccountNumber("100014"), payer, pass);
    world.isPrompted(isp, guest, hour.id());
    Safaricom.answers(Safaricom.promptsOn(payer.msisdn()).getFirst(), "pay");
  }
}
