package io.washa.insight;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * How a subscriber stands: its wallet, and what its services cost and who pays for them.
 *
 * @param balance of the wallet, minor units
 * @param renewal what the wallet pays next; null if nothing is renewed from it
 */
public record SubscriberMoney(
    long balance, @Nullable Renewal renewal, List<ServiceMoney> services) {
  /** Keeps the order. */
  public SubscriberMoney {
    services = List.copyOf(services);
  }

  /**
   * The next renewal that a wallet pays.
   *
   * @param at null if it was never paid
   * @param missing for it and for the invoices that are due before, minor units; 0 if it is there
   */
  public record Renewal(String plan, @Nullable Instant at, long missing) {}

  /**
   * One service.
   *
   * @param price of a period, less the discount, minor units
   * @param payer who pays for it; null: its subscriber
   * @param discount null for none
   */
  public record ServiceMoney(
      UUID service,
      String plan,
      String username,
      long price,
      boolean postpaid,
      @Nullable Payer payer,
      @Nullable Discount discount) {}

  /** Another subscriber. */
  public record Payer(UUID id, String name, String account) {}

  /**
   * What comes off the price: a part or an amount.
   *
   * @param percentBp hundredths of a percent; 0 if it is an amount
   * @param amount minor units; 0 if it is a part
   * @param periods for how many more; 0 for ever
   */
  public record Discount(int percentBp, long amount, int periods, String reason) {}

  /** Reads it. */
  @Component
  public static class Reader {
    private final JdbcClient jdbc;

    Reader(JdbcClient jdbc) {
      this.jdbc = jdbc;
    }

    /** How a subscriber stands; zeros if there is none. */
    public SubscriberMoney of(UUID subscriber) {
      return new SubscriberMoney(
          jdbc.sql("SELECT coalesce(sum(balance), 0) FROM wallet WHERE owner = ?")
              .param(subscriber)
              .query((row, _) -> row.getLong(1))
              .single(),
          renewal(subscriber).orElse(null),
          services(subscriber));
    }

    private Optional<Renewal> renewal(UUID subscriber) {
      return jdbc.sql(
              """
              SELECT n.name, u.ends_at,
                     greatest(0, discounted(s.id, n.price)
                       + (SELECT coalesce(sum(d.total - coalesce(t.settled, 0)), 0)
                            FROM document d
                            LEFT JOIN (SELECT invoice_id, sum(amount) AS settled FROM settlement
                                        GROUP BY invoice_id) t ON t.invoice_id = d.id
                           WHERE d.kind = 'invoice' AND d.subscriber_id = :subscriber
                             AND coalesce(d.due_on, d.issued_on) <= greatest(u.ends_at, work.platform_now())::date)
                       - coalesce(w.balance, 0)) AS missing
                FROM service s JOIN plan n ON n.id = s.plan_id
                LEFT JOIN subscription u ON u.service_id = s.id
                LEFT JOIN wallet w ON w.owner = :subscriber
               WHERE coalesce(s.payer_id, s.subscriber_id) = :subscriber
                 AND s.billing = 'prepaid'
               ORDER BY u.ends_at < work.platform_now(),
                        abs(extract(epoch FROM u.ends_at - work.platform_now())), s.id LIMIT 1
              """)
          .param("subscriber", subscriber)
          .query((row, _) -> {
            OffsetDateTime ends = row.getObject("ends_at", OffsetDateTime.class);
            return new Renewal(
                row.getString("name"),
                ends == null ? null : ends.toInstant(),
                row.getLong("missing"));
          })
          .optional();
    }

    private List<ServiceMoney> services(UUID subscriber) {
      return jdbc.sql(
              """
              SELECT s.id, n.name AS plan, s.username, discounted(s.id, n.price) AS price,
                     s.billing = 'postpaid' AS postpaid, s.payer_id,
                     p.first_name || ' ' || p.last_name AS payer, p.account_number,
                     d.id AS discount, d.percent_bp, d.amount, d.periods, d.reason
                FROM service s JOIN plan n ON n.id = s.plan_id
                LEFT JOIN subscriber p ON p.id = s.payer_id
                LEFT JOIN discount d ON d.service_id = s.id AND d.ended_at IS NULL
               WHERE s.subscriber_id = ? ORDER BY s.created_at, s.id
              """)
          .param(subscriber)
          .query((row, _) -> service(row))
          .list();
    }

    private static ServiceMoney service(ResultSet row) throws SQLException {
      UUID payer = row.getObject("payer_id", UUID.class);
      return new ServiceMoney(
          row.getObject("id", UUID.class),
          row.getString("plan"),
          row.getString("username"),
          row.getLong("price"),
          row.getBoolean("postpaid"),
          payer == null
              ? null
              : new Payer(payer, row.getString("payer"), row.getString("account_number")),
          row.getObject("discount", UUID.class) == null
              ? null
              : new Discount(
                  row.getInt("percent_bp"),
                  row.getLong("amount"),
                  row.getInt("periods"),
                  row.getString("reason")));
    }
  }
}
