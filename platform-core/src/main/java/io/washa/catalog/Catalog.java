package io.washa.catalog;

import java.util.Locale;
import java.util.UUID;
import org.joda.money.Money;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Changes what an ISP sells. */
@Component
public class Catalog {
  private final JdbcClient jdbc;

  Catalog(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * A plan to be offered.
   *
   * @param name unique among the tenant's plans
   * @param access {@code pppoe}, {@code hotspot} or {@code static}
   * @param devices of one hotspot pass that may be online at a time
   */
  public record NewPlan(
      String name, String access, Money price, Period period, Speed speed, int devices) {
    /** A plan for one device, as a line at home has it. */
    public NewPlan(String name, String access, Money price, Period period, Speed speed) {
      this(name, access, price, period, speed, 1);
    }
  }

  /** Speed in kilobits per second. */
  public record Speed(int downKbps, int upKbps) {
    /** As RouterOS writes it, {@code rx/tx}: the subscriber's upload comes first. */
    public String rateLimit() {
      return Plan.rate(upKbps) + "/" + Plan.rate(downKbps);
    }
  }

  /**
   * Puts a plan on sale, after those there are.
   *
   * @return its id; of the plan with that name, if there is one already
   */
  @Transactional
  public UUID offer(NewPlan plan) {
    return jdbc.sql(
            """
            INSERT INTO plan (name, access, price, currency, period_count, period_unit,
                              down_kbps, up_kbps, devices, position)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, (SELECT coalesce(max(position), 0) + 1 FROM plan))
            ON CONFLICT (name) DO UPDATE SET name = excluded.name RETURNING id
            """)
        .params(
            plan.name(),
            plan.access(),
            plan.price().getAmountMinorLong(),
            plan.price().getCurrencyUnit().getCode(),
            plan.period().count(),
            plan.period().unit().name().toLowerCase(Locale.ROOT),
            plan.speed().downKbps(),
            plan.speed().upKbps(),
            plan.devices())
        .query((row, _) -> row.getObject("id", UUID.class))
        .single();
  }
}
