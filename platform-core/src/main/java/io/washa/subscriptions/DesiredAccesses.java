package io.washa.subscriptions;

import io.washa.catalog.Plan;
import io.washa.customers.Service;
import io.washa.network.DesiredAccess;
import io.washa.network.DesiredAccess.Allowance;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What a service with a plan wants of the network. */
final class DesiredAccesses {
  private static final long MEGABYTE = 1_000_000;

  private DesiredAccesses() {}

  /** A fresh allowance of one period. */
  static DesiredAccess of(Service service, Plan plan, @Nullable Instant until) {
    return of(service, plan, until, allowance(plan, 1, Allowance.How.ANEW));
  }

  static DesiredAccess of(
      Service service, Plan plan, @Nullable Instant until, Allowance allowance) {
    return new DesiredAccess(service, profile(plan), until, allowance);
  }

  /** What so many periods of a plan give beside their time; only hotspots count on the router. */
  static Allowance allowance(Plan plan, int periods, Allowance.How how) {
    return plan.access().equals("hotspot")
        ? new Allowance(
            periods * plan.online().map(Duration::toSeconds).orElse(0L),
            periods * plan.dataCapMb().orElse(0L) * MEGABYTE,
            how)
        : new Allowance(0, 0, how);
  }

  static DesiredAccess.Profile profile(Plan plan) {
    return new DesiredAccess.Profile(
        plan.profileName(),
        plan.rateLimit(),
        plan.devices(),
        plan.pool(),
        plan.addressList(),
        plan.macCookie(),
        plan.sites());
  }
}
