package io.washa.insight;

import io.washa.tenancy.Tenant;
import io.washa.tenancy.TenantContext;
import io.washa.tenancy.Tenants;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The bound tenant's day in numbers.
 *
 * @param collected minor units that came since midnight in the tenant's zone
 * @param payments how many payments that were
 * @param suspense how many of all payments nobody has been found for
 * @param active subscriptions whose time is not over
 * @param online services with a session
 */
public record TodayFigures(long collected, int payments, int suspense, int active, int online) {

  /** Counts them. */
  @Component
  public static class Reader {
    private final JdbcClient jdbc;
    private final Tenants tenants;
    private final Clock clock;

    Reader(JdbcClient jdbc, Tenants tenants, Clock clock) {
      this.jdbc = jdbc;
      this.tenants = tenants;
      this.clock = clock;
    }

    /** The numbers of this moment. */
    public TodayFigures now() {
      Tenant tenant = tenants.get(TenantContext.current());
      var midnight =
          LocalDate.ofInstant(clock.instant(), tenant.zone())
              .atStartOfDay(tenant.zone())
              .toInstant()
              .atOffset(ZoneOffset.UTC);
      return jdbc.sql(
              """
              SELECT coalesce(sum(amount), 0) AS collected, count(*) AS payments,
                     (SELECT count(*) FROM payment WHERE subscriber_id IS NULL) AS suspense,
                     (SELECT count(*) FROM subscription WHERE state IN ('active', 'grace', 'promised')) AS active,
                     (SELECT count(*) FROM access WHERE online) AS online
                FROM payment WHERE received_at >= :midnight
              """)
          .param("midnight", midnight)
          .query((row, _) ->
              new TodayFigures(
                  row.getLong("collected"),
                  row.getInt("payments"),
                  row.getInt("suspense"),
                  row.getInt("active"),
                  row.getInt("online")))
          .single();
    }
  }
}
