package io.washa.portal;

import io.washa.catalog.Period;
import java.util.Set;
import java.util.UUID;
import org.joda.money.Money;

/**
 * A plan as it is shown to buyers.
 *
 * @param access the kind of line it is for: {@code pppoe}, {@code hotspot} or {@code static}
 * @param downKbps download speed in kilobits per second
 * @param upKbps upload speed in kilobits per second
 * @param devices how many devices of one hotspot pass may be online at a time
 * @param sites where it is sold; empty for everywhere
 */
public record Offer(
    UUID id,
    String name,
    String access,
    Money price,
    Period period,
    int downKbps,
    int upKbps,
    int devices,
    Set<UUID> sites) {
  /** Copies the sites. */
  public Offer {
    sites = Set.copyOf(sites);
  }

  /** Sold everywhere. */
  public Offer(
      UUID id,
      String name,
      String access,
      Money price,
      Period period,
      int downKbps,
      int upKbps,
      int devices) {
    this(id, name, access, price, period, downKbps, upKbps, devices, Set.of());
  }

  /** Whether it is sold at a site. */
  public boolean isSoldAt(UUID site) {
    return sites.isEmpty() || sites.contains(site);
  }
}
