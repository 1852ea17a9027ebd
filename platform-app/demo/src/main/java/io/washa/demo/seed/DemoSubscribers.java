package io.washa.demo.seed;

import io.washa.customers.Customers;
import io.washa.customers.PhoneNumber;
import io.washa.payments.daraja.Shortcode;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.random.RandomGenerator;
import org.springframework.stereotype.Component;

/** Two hundred subscribers of each ISP: four known by name, the others with a past. */
@Component
class DemoSubscribers {
  private static final int HOW_MANY = 200;
  private static final List<String> KNOWN =
      List.of("Amina Otieno", "Brian Kamau", "Chebet Kiplagat", "David Mutua");

  private final Customers customers;
  private final Past past;
  private final SafaricomHistory safaricom;
  private final Clock clock;

  DemoSubscribers(Customers customers, Past past, SafaricomHistory safaricom, Clock clock) {
    this.customers = customers;
    this.past = past;
    this.safaricom = safaricom;
    this.clock = clock;
  }

  /** Where subscribers are taken on: what pays, what is sold, and the sites in the ISP's order. */
  record Place(Shortcode shortcode, DemoOffers.Offered offered, List<UUID> sites) {}

  /** One to be taken on. */
  private record Wanted(
      int number,
      String name,
      String phone,
      String username,
      String password,
      DemoOffers.Offer offer) {}

  /** Takes them on and lives through their payments; returns those known by name. */
  List<People.Person> takeOn(DemoIsp isp, Place place, RandomGenerator random) {
    Instant now = clock.instant();
    List<People.Person> known = new ArrayList<>();
    List<Past.PastPayment> payments = new ArrayList<>();
    for (int number = 0; number < HOW_MANY; number++) {
      Wanted wanted = want(isp, place, number, random);
      String account = takeOn(place, wanted);
      if (number < KNOWN.size()) {
        known.add(person(isp, wanted, account));
      } else {
        payments.addAll(pastOf(place, wanted, account, now, random));
      }
    }
    past.live(payments, safaricom, now);
    System.out.println(isp.name() + ": " + payments.size() + " past payments");
    return known;
  }

  private static Wanted want(DemoIsp isp, Place place, int number, RandomGenerator random) {
    Names names = new Names(random);
    // The ISPs' phones differ, so that a phone tells whose subscriber it is.
    String phone = Names.phone(number + DemoIsp.all().indexOf(isp) * 5_000);
    if (number < KNOWN.size()) {
      String name = KNOWN.get(number);
      String username = name.substring(0, name.indexOf(' ')).toLowerCase(Locale.ROOT);
      return new Wanted(
          number, name, phone, username, username + "-pass", place.offered().minute());
    }
    String first = names.first();
    return new Wanted(
        number,
        first + " " + names.family(),
        phone,
        first.toLowerCase(Locale.ROOT) + "." + number,
        names.password(),
        place.offered().drawn(random.nextDouble()));
  }

  private String takeOn(Place place, Wanted wanted) {
    int space = wanted.name().indexOf(' ');
    Customers.Registered registered =
        customers.register(
            new Customers.NewSubscriber(
                wanted.name().substring(0, space),
                wanted.name().substring(space + 1),
                PhoneNumber.parse(wanted.phone()).orElseThrow()));
    customers.addService(
        new Customers.NewService(
            registered.id(),
            place.sites().get(wanted.number() % place.sites().size()),
            wanted.offer().plan(),
            "pppoe",
            wanted.username(),
            wanted.password()));
    return registered.accountNumber().digits();
  }

  private static People.Person person(DemoIsp isp, Wanted wanted, String account) {
    DemoIsp.Site site = isp.sites().get(wanted.number() % isp.sites().size());
    return new People.Person(
        isp.slug(),
        site.router(),
        wanted.name(),
        wanted.phone(),
        account,
        wanted.username(),
        wanted.password());
  }

  private static List<Past.PastPayment> pastOf(
      Place place, Wanted wanted, String account, Instant now, RandomGenerator random) {
    String firstName = wanted.name().substring(0, wanted.name().indexOf(' '));
    Past.Buyer buyer = new Past.Buyer(wanted.phone(), firstName, wanted.offer().shillings());
    return Past.dates(wanted.offer().shillings(), now, random).stream()
        .map(at -> new Past.PastPayment(place.shortcode(), account, buyer, at))
        .toList();
  }
}
