package io.washa.demo.seed;

import io.washa.catalog.Catalog;
import io.washa.catalog.Period;
import java.util.UUID;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import org.springframework.stereotype.Component;

/** What both ISPs sell: a minute to look at, and five plans from an hour to a month. */
@Component
class DemoOffers {
  private final Catalog catalog;

  DemoOffers(Catalog catalog) {
    this.catalog = catalog;
  }

  /** A plan and its price in shillings. */
  record Offer(UUID plan, int shillings) {}

  /** The plans that subscribers of the demo have. */
  record Offered(Offer minute, Offer day, Offer week, Offer home, Offer business) {

    /** The plan of a subscriber drawn between 0 and 1; monthly plans are the most common. */
    Offer drawn(double draw) {
      if (draw < 0.48) {
        return home;
      }
      if (draw < 0.55) {
        return business;
      }
      return draw < 0.80 ? week : day;
    }
  }

  Offered offer() {
    Offer minute =
        offer("Dakika (1 minute)", 1, Period.Unit.MINUTE, new Catalog.Speed(5_000, 2_000));
    offer("Saa (1 hour)", 10, Period.Unit.HOUR, new Catalog.Speed(5_000, 2_000));
    return new Offered(
        minute,
        offer("Siku (1 day)", 50, Period.Unit.DAY, new Catalog.Speed(5_000, 2_000)),
        offer("Wiki (1 week)", 250, Period.Unit.WEEK, new Catalog.Speed(8_000, 4_000)),
        offer("Mwezi Nyumbani", 1_000, Period.Unit.MONTH, new Catalog.Speed(10_000, 5_000)),
        offer("Mwezi Biashara", 2_500, Period.Unit.MONTH, new Catalog.Speed(30_000, 15_000)));
  }

  /** Passes for passers-by on the Wi-Fi. */
  void offerPasses() {
    Catalog.Speed slow = new Catalog.Speed(3_000, 1_000);
    pass("Wi-Fi Dakika", 1, Period.Unit.MINUTE, slow, 1);
    pass("Wi-Fi Saa", 10, Period.Unit.HOUR, slow, 1);
    pass("Wi-Fi Siku", 50, Period.Unit.DAY, new Catalog.Speed(5_000, 2_000), 2);
    pass("Wi-Fi Wiki", 250, Period.Unit.WEEK, new Catalog.Speed(5_000, 2_000), 3);
  }

  private void pass(
      String name, int shillings, Period.Unit unit, Catalog.Speed speed, int devices) {
    catalog.offer(
        new Catalog.NewPlan(name, "hotspot", kes(shillings), new Period(1, unit), speed, devices));
  }

  private Offer offer(String name, int shillings, Period.Unit unit, Catalog.Speed speed) {
    UUID plan =
        catalog.offer(
            new Catalog.NewPlan(name, "pppoe", kes(shillings), new Period(1, unit), speed));
    return new Offer(plan, shillings);
  }

  private static Money kes(int shillings) {
    return Money.ofMajor(CurrencyUnit.of("KES"), shillings);
  }
}
