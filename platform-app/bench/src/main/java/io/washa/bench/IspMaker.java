package io.washa.bench;

import io.washa.agents.Enrolments;
import io.washa.catalog.Catalog;
import io.washa.catalog.Period;
import io.washa.customers.Customers;
import io.washa.customers.PhoneNumber;
import io.washa.network.Routers;
import io.washa.network.Sites;
import io.washa.payments.daraja.NewShortcode;
import io.washa.payments.daraja.Shortcode;
import io.washa.payments.daraja.Shortcodes;
import io.washa.tenancy.Tenant;
import io.washa.tenancy.TenantContext;
import io.washa.tenancy.TenantId;
import io.washa.tenancy.TenantProvisioning;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import org.springframework.stereotype.Component;

/** Makes ISPs with the platform's own services. */
@Component
class IspMaker {
  /** What a period of the one plan costs, in shillings. */
  static final int PRICE = 50;

  private final TenantProvisioning provisioning;
  private final Shortcodes shortcodes;
  private final Catalog catalog;
  private final Customers customers;
  private final Sites sites;
  private final Routers routers;
  private final Enrolments enrolments;

  IspMaker(
      TenantProvisioning provisioning,
      Shortcodes shortcodes,
      Catalog catalog,
      Customers customers,
      Sites sites,
      Routers routers,
      Enrolments enrolments) {
    this.provisioning = provisioning;
    this.shortcodes = shortcodes;
    this.catalog = catalog;
    this.customers = customers;
    this.sites = sites;
    this.routers = routers;
    this.enrolments = enrolments;
  }

  /**
   * An ISP.
   *
   * @param token of its callback path
   * @param accounts of its subscribers, who have one service each
   */
  record Isp(
      long tenant,
      String shortcode,
      UUID shortcodeId,
      String token,
      UUID site,
      UUID plan,
      List<String> accounts) {
    /** Copies the accounts. */
    Isp {
      accounts = List.copyOf(accounts);
    }

    String schema() {
      return "t_" + tenant;
    }
  }

  Isp make(int number, int subscribers) {
    Tenant tenant =
        provisioning.provision(
            new TenantProvisioning.NewTenant(
                "isp" + number,
                "ISP " + number,
                new Tenant.Brand("#0b6e4f", ""),
                List.of("isp" + number + ".test")));
    return TenantContext.<Isp, RuntimeException>call(
        tenant.id(), () -> make(tenant, number, subscribers));
  }

  private Isp make(Tenant tenant, int number, int subscribers) {
    Shortcode shortcode =
        shortcodes.add(
            new NewShortcode(
                Integer.toString(600_000 + number),
                Shortcode.Kind.PAYBILL,
                new Shortcode.Credentials("key", "secret", "passkey"),
                Shortcode.C2bVersion.V2));
    UUID plan =
        catalog.offer(
            new Catalog.NewPlan(
                "Day",
                "pppoe",
                Money.ofMajor(CurrencyUnit.of("KES"), PRICE),
                new Period(1, Period.Unit.DAY),
                new Catalog.Speed(5_000, 2_000)));
    UUID site = sites.create("Site").orElseThrow().id();
    List<String> accounts = subscribers(site, plan, "user", subscribers);
    return new Isp(
        tenant.id().value(),
        shortcode.number(),
        shortcode.id(),
        shortcode.callbackToken(),
        site,
        plan,
        accounts);
  }

  private List<String> subscribers(UUID site, UUID plan, String prefix, int count) {
    List<String> accounts = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      PhoneNumber phone = PhoneNumber.parse("07%08d".formatted(10_000_000 + i)).orElseThrow();
      Customers.Registered registered =
          customers.register(new Customers.NewSubscriber("Amina", "No " + i, phone));
      customers.addService(
          new Customers.NewService(registered.id(), site, plan, "pppoe", prefix + i, "pw"));
      accounts.add(registered.accountNumber().digits());
    }
    return accounts;
  }

  /** The same ISP, seen from a second site of its own with subscribers of its own. */
  Isp elsewhere(Isp isp, int subscribers) {
    return TenantContext.<Isp, RuntimeException>call(
        new TenantId(isp.tenant()),
        () -> {
          UUID site = sites.create("Second site").orElseThrow().id();
          return new Isp(
              isp.tenant(),
              isp.shortcode(),
              isp.shortcodeId(),
              isp.token(),
              site,
              isp.plan(),
              subscribers(site, isp.plan(), "second", subscribers));
        });
  }

  /**
   * Gives an ISP's site a router.
   *
   * @return the one-time code for its agent
   */
  String router(Isp isp, int port) {
    return TenantContext.<String, RuntimeException>call(
        new TenantId(isp.tenant()),
        () -> {
          Optional<Routers.Router> made =
              routers.create(
                  new Routers.NewRouter(
                      isp.site(),
                      "router " + port,
                      new Routers.Endpoint("127.0.0.1", port),
                      new Routers.Login(RouterSite.USER, RouterSite.PASSWORD),
                      RouterSite.PPPOE));
          if (made.isEmpty()) {
            throw new IllegalStateException("there is a router " + port);
          }
          return enrolments.issueCode(isp.site(), Duration.ofHours(1));
        });
  }
}
