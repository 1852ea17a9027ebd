package io.washa.billing.documents;

import io.washa.tenancy.TenantContext;
import io.washa.tenancy.Tenants;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import org.springframework.stereotype.Component;

/** The days of the bound tenant's calendar. */
@Component
class TenantDays {
  private final Clock clock;
  private final Tenants tenants;

  TenantDays(Clock clock, Tenants tenants) {
    this.clock = clock;
    this.tenants = tenants;
  }

  /** As precise as the database keeps it. */
  Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }

  LocalDate today() {
    return dayOf(now());
  }

  LocalDate dayOf(Instant at) {
    return LocalDate.ofInstant(at, zone());
  }

  Instant startOf(LocalDate day) {
    return day.atStartOfDay(zone()).toInstant();
  }

  ZoneId zone() {
    return tenants.get(TenantContext.current()).zone();
  }
}
