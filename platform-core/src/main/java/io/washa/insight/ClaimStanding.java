package io.washa.insight;

import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * How it stands with somebody who said "I have paid".
 *
 * @param reason what the ISP's people gave as reason for a refusal; null unless refused
 */
public record ClaimStanding(
    UUID claim, UUID service, String receipt, State state, @Nullable String reason) {
  /** Whether somebody has decided. */
  public enum State {
    /** Nobody has told of the money yet. */
    OPEN,
    /** The money was found. */
    MATCHED,
    /** There is no such money, or it is somebody else's. */
    REFUSED
  }

  /** Reads how claims stand. */
  @Component
  public static class Reader {
    private final JdbcClient jdbc;

    Reader(JdbcClient jdbc) {
      this.jdbc = jdbc;
    }

    /** The claim with this id. */
    public Optional<ClaimStanding> find(UUID claim) {
      return jdbc.sql("SELECT id, service_id, receipt, state, reason FROM claim WHERE id = ?")
          .param(claim)
          .query((row, _) ->
              new ClaimStanding(
                  row.getObject("id", UUID.class),
                  row.getObject("service_id", UUID.class),
                  row.getString("receipt"),
                  State.valueOf(row.getString("state").toUpperCase(Locale.ROOT)),
                  row.getString("reason")))
          .optional();
    }

    /**
     * Whether a till got money that answers this prompt or another one just as well, so that only
     * the M-Pesa code can tell whose it is.
     */
    public boolean needsCode(UUID intent) {
      return jdbc.sql(
              """
              WITH meant AS (
                SELECT i.id, i.amount, i.phone, i.created_at, s.site_id
                  FROM payment_intent i JOIN service s ON s.id = i.service_id
                 WHERE i.id = ? AND i.state <> 'paid')
              SELECT EXISTS (
                SELECT FROM meant m
                  JOIN shortcode k ON k.kind = 'till'
                       AND (k.site_id IS NULL OR k.site_id = m.site_id)
                  JOIN payment q ON q.shortcode_id = k.id AND q.subscriber_id IS NULL
                       AND q.ours AND q.reversed_at IS NULL
                  JOIN payment_intent o ON o.id <> m.id AND o.amount = m.amount
                       AND o.state <> 'paid' AND o.created_at > q.paid_at - interval '1 hour'
                  JOIN service t ON t.id = o.service_id
                 WHERE q.amount = m.amount AND m.created_at > q.paid_at - interval '1 hour'
                   AND (k.site_id IS NULL OR k.site_id = t.site_id)
                   AND CASE WHEN q.payer_hash IS NOT NULL
                         THEN q.payer_hash = encode(sha256(m.phone::bytea), 'hex')
                          AND q.payer_hash = encode(sha256(o.phone::bytea), 'hex')
                         ELSE right(q.payer, 3) = right(m.phone, 3)
                          AND right(q.payer, 3) = right(o.phone, 3) END
                   AND NOT EXISTS (SELECT FROM payment p WHERE p.intent_id IN (m.id, o.id)))
              """)
          .param(intent)
          .query((row, _) -> row.getBoolean(1))
          .single();
    }
  }
}
