package io.washa.demo.seed;

import io.washa.customers.PhoneNumber;
import io.washa.payments.C2bRegistration;
import io.washa.payments.daraja.NewShortcode;
import io.washa.payments.daraja.RegisterOutcome;
import io.washa.payments.daraja.Shortcode;
import io.washa.payments.daraja.Shortcodes;
import io.washa.payments.recovery.PullRegistration;
import io.washa.platform.WashaApplication;
import io.washa.tenancy.Tenant;
import io.washa.tenancy.TenantContext;
import io.washa.tenancy.TenantProvisioning;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
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
  private static final PhoneNumber NOMINATED = new PhoneNumber("254700000000");

  private final TenantProvisioning provisioning;
  private final Shortcodes shortcodes;
  private final C2bRegistration registration;
  private final PullRegistration pull;
  private final DemoOffers offers;
  private final DemoNetwork network;
  private final DemoSubscribers subscribers;

  Seeder(
      TenantProvisioning provisioning,
      Shortcodes shortcodes,
      C2bRegistration registration,
      PullRegistration pull,
      DemoOffers offers,
      DemoNetwork network,
      DemoSubscribers subscribers) {
    this.provisioning = provisioning;
    this.shortcodes = shortcodes;
    this.registration = registration;
    this.pull = pull;
    this.offers = offers;
    this.network = network;
    this.subscribers = subscribers;
  }

  /** Seeds, and says what it does on standard output. */
  public static void main(String[] arguments) throws IOException {
    try (ConfigurableApplicationContext context =
        new SpringApplicationBuilder(WashaApplication.class, Seeder.class)
            .web(WebApplicationType.NONE)
            .properties("washa.roles=none")
            .run(arguments)) {
      switch (context.getEnvironment().getProperty("demo.what", "make")) {
        case "move" -> context.getBean(Moving.class).move();
        case "staff" -> context.getBean(DemoStaff.class).takeOn();
        default ->
            context
                .getBean(Seeder.class)
                .seed(Path.of(context.getEnvironment().getRequiredProperty("demo.folder")));
      }
    }
  }

  private void seed(Path folder) throws IOException {
    List<People.Person> people = new ArrayList<>();
    List<People.Door> doors = new ArrayList<>();
    Random random = new Random(254);
    for (DemoIsp isp : DemoIsp.all()) {
      Tenant tenant =
          provisioning.provision(
              new TenantProvisioning.NewTenant(
                  isp.slug(),
                  isp.name(),
                  new Tenant.Brand(isp.colour(), isp.supportPhone()),
                  List.of(isp.slug() + ".localhost")));
      TenantContext.run(tenant.id(), () -> people.addAll(seed(isp, folder, doors, random)));
    }
    new People(people, doors).write(folder.resolve("people.json"));
  }

  private List<People.Person> seed(
      DemoIsp isp, Path folder, List<People.Door> doors, Random random) {
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
    RegisterOutcome pulling =
        pull.register(shortcode, PhoneNumber.parse(isp.supportPhone()).orElse(NOMINATED));
    if (!(pulling instanceof RegisterOutcome.Registered)) {
      throw new IllegalStateException("Pull registration: " + pulling);
    }
    DemoOffers.Offered offered = offers.offer();
    List<UUID> sites = network.build(isp, folder);
    for (int i = 0; i < sites.size(); i++) {
      DemoIsp.Site site = isp.sites().get(i);
      if (site.hotspot()) {
        offers.offerPasses();
        doors.add(
            new People.Door(
                isp.slug(), site.router(), sites.get(i).toString(), site.hotspotAddress()));
      }
    }
    return subscribers.takeOn(isp, new DemoSubscribers.Place(shortcode, offered, sites), random);
  }
}
