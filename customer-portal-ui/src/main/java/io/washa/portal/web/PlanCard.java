package io.washa.portal.web;

import io.washa.portal.Offer;

/**
 * A plan in people's words.
 *
 * @param down download speed
 * @param up upload speed
 * @param goodFor what the speed is good for
 * @param access what kind of line it is for
 * @param devices how many devices, in words; empty for one
 * @param buy address of the page that sells it
 */
record PlanCard(
    String name,
    String price,
    String period,
    String down,
    String up,
    String goodFor,
    String access,
    String devices,
    String buy) {

  /** A plan as a page shows it. */
  static PlanCard of(Offer offer, Page page) {
    return of(offer, page, page.link("/buy/" + offer.id()));
  }

  /** A plan as a page shows it that sells it at another address. */
  static PlanCard of(Offer offer, Page page, String buy) {
    Words words = page.words();
    return new PlanCard(
        offer.name(),
        words.money(offer.price()),
        words.period(offer.period()),
        words.speed(offer.downKbps()),
        words.speed(offer.upKbps()),
        words.goodFor(offer.downKbps()),
        words.text("access." + offer.access()),
        offer.devices() > 1 ? words.text("plans.devices", offer.devices()) : "",
        buy);
  }
}
