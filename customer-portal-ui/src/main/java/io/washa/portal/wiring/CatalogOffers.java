package io.washa.portal.wiring;

import io.washa.catalog.Plan;
import io.washa.catalog.Plans;
import io.washa.portal.Offer;
import io.washa.portal.Offers;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Offers from the tenant's catalog. */
record CatalogOffers(Plans plans) implements Offers {
  @Override
  public List<Offer> onSale() {
    return plans.onSale().stream().map(CatalogOffers::offer).toList();
  }

  @Override
  public Optional<Offer> find(UUID plan) {
    return plans.findById(plan).map(CatalogOffers::offer);
  }

  private static Offer offer(Plan plan) {
    return new Offer(
        plan.id(),
        plan.name(),
        plan.access(),
        plan.price(),
        plan.period(),
        plan.downKbps(),
        plan.upKbps(),
        plan.devices(),
        plan.sites());
  }
}
