package io.washa.billing;

import io.washa.audit.Audit;
import io.washa.catalog.Plan;
import io.washa.customers.Service;
import java.sql.Types;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.annotation.Transactional;

/**
 * What a period costs a service: its plan's price less the service's discount. Whoever takes a
 * price asks here, sells for {@link Price#net}, books {@link Price#off} as given away, and says
 * that it was {@link #used}.
 */
@org.springframework.stereotype.Component
public class Prices {
  private final JdbcClient jdbc;
  private final Audit audit;

  Prices(JdbcClient jdbc, Audit audit) {
    this.jdbc = jdbc;
    this.audit = audit;
  }

  /**
   * A price.
   *
   * @param full the plan's, minor units
   * @param off what the discount takes off it, minor units
   * @param discount which; null for none
   */
  public record Price(long full, long off, @Nullable UUID discount) {
    /** What is to be paid, minor units. */
    public long net() {
      return full - off;
    }
  }

  /**
   * A discount to be given.
   *
   * @param percentBp hundredths of a percent; null if it is an amount
   * @param amount minor units; null if it is a part
   * @param periods for how many periods; null for ever
   */
  public record NewDiscount(
      UUID service,
      @Nullable Integer percentBp,
      @Nullable Long amount,
      @Nullable Integer periods,
      String reason) {
    /**
     * Checks the parts.
     *
     * @throws IllegalArgumentException with a sentence for whoever typed it
     */
    public NewDiscount {
      if ((percentBp == null) == (amount == null)) {
        throw new IllegalArgumentException("a discount is either a part or an amount");
      }
      if ((percentBp != null && (percentBp < 1 || percentBp > 10_000))
          || (amount != null && amount <= 0)) {
        throw new IllegalArgumentException("a discount is above 0 and at most the whole price");
      }
      if ((periods != null && periods < 1) || reason.isBlank()) {
        throw new IllegalArgumentException("a discount has a reason, and lasts a period or more");
      }
    }
  }

  /** What a period of a plan costs a service now. */
  @Transactional(readOnly = true)
  public Price of(Service service, Plan plan) {
    long full = plan.price().getAmountMinorLong();
    return jdbc.sql(
            """
            SELECT id, discounted(service_id, ?) AS net FROM discount
             WHERE service_id = ? AND ended_at IS NULL AND coalesce(periods, 1) > 0
            """)
        .params(full, service.id())
        .query(
            (row, _) -> new Price(full, full - row.getLong("net"), row.getObject("id", UUID.class)))
        .optional()
        .orElseGet(() -> new Price(full, 0, null));
  }

  /** The same where a prompt has pinned what is to be paid, minor units. */
  Price of(Service service, Plan plan, long pinned) {
    Price now = of(service, plan);
    return now.net() == pinned ? now : new Price(pinned, 0, null);
  }

  /**
   * A period was sold at this price: one less is left of the discount. In the sale's transaction.
   */
  @Transactional
  public void used(Price price) {
    if (price.discount() != null) {
      jdbc.sql(
              """
              UPDATE discount
                 SET periods = periods - 1,
                     ended_at = CASE WHEN periods = 1 THEN work.platform_now() END
               WHERE id = ? AND periods > 0 AND ended_at IS NULL
              """)
          .param(price.discount())
          .update();
    }
  }

  /**
   * Gives a service a discount; one that it has ends.
   *
   * @return empty if there is no such service
   */
  @Transactional
  public Optional<UUID> give(NewDiscount wanted, String who) {
    boolean exists =
        jdbc.sql("SELECT id FROM service WHERE id = ? FOR NO KEY UPDATE")
            .param(wanted.service())
            .query((row, _) -> row.getObject(1, UUID.class))
            .optional()
            .isPresent();
    if (!exists) {
      return Optional.empty();
    }
    boolean _ = end(wanted.service(), who);
    UUID id =
        jdbc.sql(
                """
                INSERT INTO discount (service_id, percent_bp, amount, periods, reason, given_by)
                VALUES (:service, :percent, :amount, :periods, :reason, :who) RETURNING id
                """)
            .param("service", wanted.service())
            .param("percent", wanted.percentBp(), Types.INTEGER)
            .param("amount", wanted.amount(), Types.BIGINT)
            .param("periods", wanted.periods(), Types.INTEGER)
            .param("reason", wanted.reason().strip())
            .param("who", who)
            .query((row, _) -> row.getObject("id", UUID.class))
            .single();
    audit.note(
        new Audit.Deed(
            who,
            "discount.given",
            "service:" + wanted.service(),
            Map.of("discount", id.toString(), "reason", wanted.reason().strip())));
    return Optional.of(id);
  }

  /** Ends a service's discount; false if it has none. */
  @Transactional
  public boolean end(UUID service, String who) {
    boolean ended =
        jdbc.sql(
                    "UPDATE discount SET ended_at = work.platform_now()"
                        + " WHERE service_id = ? AND ended_at IS NULL")
                .param(service)
                .update()
            > 0;
    if (ended) {
      audit.note(new Audit.Deed(who, "discount.ended", "service:" + service, Map.of()));
    }
    return ended;
  }
}
