package io.washa.insight;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * What a service's last payment was too little by.
 *
 * @param missing for another period with all that is in its payer's wallet by now, minor units
 * @param until how long the service is paid all the same; null if it never was
 */
public record MissingMoney(UUID service, String plan, long missing, @Nullable Instant until) {

  /** Reads it. */
  @Component
  public static class Reader {
    private final JdbcClient jdbc;

    Reader(JdbcClient jdbc) {
      this.jdbc = jdbc;
    }

    /** Empty if the last payment was enough, or the wallet is by now. */
    public Optional<MissingMoney> find(UUID service) {
      return jdbc.sql(
              """
              SELECT s.id, n.name AS plan, n.price - coalesce(w.balance, 0) AS missing, u.ends_at
                FROM service s JOIN plan n ON n.id = s.plan_id
                LEFT JOIN wallet w ON w.owner = coalesce(s.payer_id, s.subscriber_id)
                LEFT JOIN subscription u ON u.service_id = s.id
               WHERE s.id = ? AND s.billing = 'prepaid' AND n.price > coalesce(w.balance, 0)
                 AND (SELECT x.missing FROM payment p
                        JOIN payment_application x ON x.payment_id = p.id AND x.round = p.round
                       WHERE p.service_id = s.id ORDER BY x.applied_at DESC LIMIT 1) > 0
              """)
          .param(service)
          .query((row, _) -> {
            OffsetDateTime ends = row.getObject("ends_at", OffsetDateTime.class);
            return new MissingMoney(
                row.getObject("id", UUID.class),
                row.getString("plan"),
                row.getLong("missing"),
                ends == null ? null : ends.toInstant());
          })
          .optional();
    }
  }
}
