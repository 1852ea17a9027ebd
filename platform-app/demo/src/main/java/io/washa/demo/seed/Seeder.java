package io.washa.demo.seed;

import io.washa.agents.Enrolments;
import io.washa.catalog.Catalog;
import io.washa.catalog.Period;
import io.washa.customers.Customers;
import io.washa.customers.PhoneNumber;
import io.washa.network.Routers;
import io.washa.network.Sites;
import io.washa.payments.C2bRegistration;
import io.washa.payments.daraja.NewShortcode;
import io.washa.payments.daraja.RegisterOutcome;
import io.washa.payments.daraja.Shortcode;
import io.washa.payments.daraja.Shortcodes;
import io.washa.platform.WashaApplication;
import io.washa.protocol.Assign;
import io.washa.tenancy.Tenant;
import io.washa.tenancy.TenantContext;
import io.washa.tenancy.TenantProvisioning;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.stereotype.Component;

/**
 * Makes the demo's two ISPs in an empty cell, with the platform's own services. A program of its
 * own: it gets the platform's properties, and {@code --demo.folder}, where it leaves one-time codes
 * for the agents and {@link People}; {@code --demo.router-ports} names the routers' API ports.
 */
@Component
public class Seeder {
  private static final int SUBSCRIBERS = 200;

  private final TenantProvisioning provisioning;
  private final Shortcodes shortcodes;
  private final C2bRegistration registration;
  private final Catalog catalog;
  private final Customers customers;
  private final Network network;
  private final Past past;
  private final SafaricomHistory safaricom;
  private final Clock clock;

  Seeder(
      TenantProvisioning provisioning,
      Shortcodes shortcodes,
      C2bRegistration registration,
      Catalog catalog,
      Customers customers,
      Network network,
      Past past,
      SafaricomHistory safaricom,
      Clock clock) {
    this.provisioning = provisioning;
    this.shortcodes = shortcodes;
    this.registration = registration;
    this.catalog = catalog;
    this.customers = customers;
    this.network = network;
    this.past = past;
    this.safaricom = safaricom;
    this.clock = clock;
  }

  /** Seeds, and says what it does on standard output. */
  public static void main(String[] arguments) throws IOException {
    try (ConfigurableApplicationContext context =
        new SpringApplicationBuilder(WashaApplication.class, Seeder.class)
            .web(WebApplicationType.NONE)
            .properties("washa.roles=none")
            .run(arguments)) {
      if (context.getEnvironment().getProperty("demo.what", "make").equals("move")) {
        context.getBean(Moving.class).move();
      } else {
        Path folder = Path.of(context.getEnvironment().getRequiredProperty("demo.folder"));
        context.getBean(Seeder.class).seed(folder);
      }
    }
  }

  private void seed(Path folder) throws IOException {
    List<People.Person> people = new ArrayList<>();
    Random random = new Random(254);
    for (DemoIsp isp : DemoIsp.all()) {
      Tenant tenant =
          provisioning.provision(
              new TenantProvisioning.NewTenant(
                  isp.slug(),
                  isp.name(),
                  new Tenant.Brand(isp.colour(), isp.supportPhone()),
                  List.of(isp.slug() + ".localhost")));
      TenantContext.run(tenant.id(), () -> people.addAll(seed(isp, folder, random)));
    }
    new People(people).write(folder.resolve("people.json"));
  }

  private List<People.Person> seed(DemoIsp isp, Path folder, Random random) {
    Shortcode shortcode =
        shortcodes.add(
            new NewShortcode(
                isp.shortcode(),
                Shortcode.Kind.PAYBILL,
                new Shortcode.Credentials(isp.consumerKey(), isp.consumerSecret(), isp.passkey()),
                Shortcode.C2bVersion.V2));
    RegisterOutcome registered = registration.register(shortcode);
    if (!(registered instanceof RegisterOutcome.Registered)) {
      throw new IllegalStateException("C2B registration: " + registered);
    }
    Map<String, Offer> plans = offerPlans();
    List<UUID> sites = network.build(isp, folder);
    return takeOn(isp, new Town(shortcode, plans, sites), random);
  }

  private record Offer(UUID plan, int shillings) {}

  private record Town(Shortcode shortcode, Map<String, Offer> plans, List<UUID> sites) {}

  private Map<String, Offer> offerPlans() {
    Map<String, Offer> plans = new LinkedHashMap<>();
    offer(plans, "Dakika (1 minute)", 1, new Period(1, Period.Unit.MINUTE), 5_000, 2_000);
    offer(plans, "Saa (1 hour)", 10, new Period(1, Period.Unit.HOUR), 5_000, 2_000);
    offer(plans, "Siku (1 day)", 50, new Period(1, Period.Unit.DAY), 5_000, 2_000);
    offer(plans, "Wiki (1 week)", 250, new Period(1, Period.Unit.WEEK), 8_000, 4_000);
    offer(plans, "Mwezi Nyumbani", 1_000, new Period(1, Period.Unit.MONTH), 10_000, 5_000);
    offer(plans, "Mwezi Biashara", 2_500, new Period(1, Period.Unit.MONTH), 30_000, 15_000);
    return plans;
  }

  private void offer(
      Map<String, Offer> plans, String name, int shillings, Period period, int... downUp) {
    UUID id =
        catalog.offer(
            new Catalog.NewPlan(
                name,
                "pppoe",
                Money.ofMajor(CurrencyUnit.of("KES"), shillings),
                period,
                new Catalog.Speed(downUp[0], downUp[1])));
    plans.put(name, new Offer(id, shillings));
  }

  private List<People.Person> takeOn(DemoIsp isp, Town town, Random random) {
    Names names = new Names(random);
    Instant now = clock.instant();
    List<People.Person> known = new ArrayList<>();
    List<Past.PastPayment> payments = new ArrayList<>();
    for (int i = 0; i < SUBSCRIBERS; i++) {
      int siteIndex = i % town.sites().size();
      boolean byName = i < 4;
      Offer offer = byName ? offer(town, 0.99) : offer(town, random.nextDouble());
      String first = byName ? List.of("Amina", "Brian", "Chebet", "David").get(i) : names.first();
      String family =
          byName ? List.of("Otieno", "Kamau", "Kiplagat", "Mutua").get(i) : names.family();
      String phone = Names.phone(i + ("kifaru".equals(isp.slug()) ? 5_000 : 0));
      Customers.Registered registered =
          customers.register(
              new Customers.NewSubscriber(
                  first, family, PhoneNumber.parse("+" + phone).orElseThrow()));
      String username = (first + (byName ? "" : "." + i)).toLowerCase(java.util.Locale.ROOT);
      String password = byName ? username + "-pass" : names.password();
      customers.addService(
          new Customers.NewService(
              registered.id(),
              town.sites().get(siteIndex),
              offer.plan(),
              "pppoe",
              username,
              password));
      String account = registered.accountNumber().digits();
      if (byName) {
        known.add(
            new People.Person(
                isp.slug(),
                isp.sites().get(siteIndex).router(),
                first + " " + family,
                phone,
                account,
                username,
                password));
      } else {
        Past.Buyer buyer = new Past.Buyer(phone, first, offer.shillings());
        for (Instant at : Past.dates(offer.shillings(), now, random)) {
          payments.add(new Past.PastPayment(town.shortcode(), account, buyer, at));
        }
      }
    }
    past.live(payments, safaricom, now);
    System.out.println(isp.name() + ": " + payments.size() + " past payments");
    return known;
  }

  private static Offer offer(Town town, double draw) {
    String name =
        draw < 0.48
            ? "Mwezi Nyumbani"
            : draw < 0.55
                ? "Mwezi Biashara"
                : draw < 0.80
                    ? "Wiki (1 week)"
                    : draw < 0.95 ? "Siku (1 day)" : "Dakika (1 minute)";
    Offer offer = town.plans().get(name);
    if (offer == null) {
      throw new IllegalStateException("no plan " + name);
    }
    return offer;
  }

  /** Sites, routers, and one-time codes for their agents. */
  @Component
  static class Network {
    private final Sites sites;
    private final Routers routers;
    private final Enrolments enrolments;
    private final List<Integer> ports;

    Network(
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
}
