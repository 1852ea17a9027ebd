package io.washa.insight;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.OptionalLong;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Whoever says "I have paid" and waits for a cashier, and the money that it may be. */
@Component
public class ClaimList {
  private static final int MOST = 200;

  private final JdbcClient jdbc;

  ClaimList(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * A claim that waits.
   *
   * @param typed what was typed or pasted, whole
   * @param proof the payer's digits, as the claimant knows them
   * @param amount minor units, as the pasted message says; empty if only a code was typed
   * @param price minor units of the plan that it is for
   * @param rivals how many other claims of the same code wait
   */
  public record Waiting(
      UUID id,
      Instant at,
      String receipt,
      String typed,
      String proof,
      OptionalLong amount,
      String subscriber,
      String account,
      String plan,
      long price,
      int rivals) {
    /** Leaves personal data out. */
    @Override
    public String toString() {
      return "Waiting[" + id + "]";
    }
  }

  /**
   * Money in suspense that a claim may mean under a mistyped code.
   *
   * @param amount minor units
   */
  public record Perhaps(UUID payment, String receipt, long amount, Instant at, String payerName) {
    /** Leaves personal data out. */
    @Override
    public String toString() {
      return "Perhaps[" + payment + "]";
    }
  }

  /** The claims that wait, oldest first; at most 200. */
  public List<Waiting> open() {
    return jdbc.sql(
            """
            SELECT k.id, k.created_at, k.receipt, k.message, k.proof, k.amount,
                   c.first_name || ' ' || c.last_name AS name, c.account_number, p.name AS plan,
                   p.price,
                   (SELECT count(*) FROM claim o
                     WHERE o.receipt = k.receipt AND o.state = 'open' AND o.id <> k.id) AS rivals
              FROM claim k JOIN service s ON s.id = k.service_id
              JOIN subscriber c ON c.id = s.subscriber_id
              JOIN plan p ON p.id = coalesce(k.plan_id, s.plan_id)
             WHERE k.state = 'open' ORDER BY k.created_at LIMIT ?
            """)
        .param(MOST)
        .query(ClaimList::read)
        .list();
  }

  /** How many wait. */
  public int count() {
    return jdbc.sql("SELECT count(*) FROM claim WHERE state = 'open'")
        .query((row, _) -> row.getInt(1))
        .single();
  }

  /**
   * Money in suspense that a claim may mean: a code of nearly the same letters, or the same amount
   * in the day around it from a phone with the digits that were given.
   */
  public List<Perhaps> candidates(UUID claim) {
    return jdbc.sql(
            """
            SELECT q.id, q.receipt, q.amount, q.paid_at, q.payer_name
              FROM claim k JOIN payment q ON q.subscriber_id IS NULL AND q.ours
                   AND q.reversed_at IS NULL AND q.receipt IS NOT NULL
             WHERE k.id = ?
               AND (length(q.receipt) = length(k.receipt)
                    AND (SELECT count(*) FROM generate_series(1, length(k.receipt)) i
                          WHERE substr(q.receipt, i, 1) <> substr(k.receipt, i, 1)) <= 2
                    OR q.amount = k.amount AND right(q.payer, 3) = right(k.proof, 3)
                       AND q.paid_at > k.created_at - interval '1 day')
             ORDER BY q.paid_at DESC LIMIT 5
            """)
        .param(claim)
        .query((row, _) ->
            new Perhaps(
                row.getObject("id", UUID.class),
                row.getString("receipt"),
                row.getLong("amount"),
                row.getObject("paid_at", OffsetDateTime.class).toInstant(),
                row.getString("payer_name")))
        .list();
  }

  private static Waiting read(ResultSet row, int number) throws SQLException {
    long amount = row.getLong("amount");
    return new Waiting(
        row.getObject("id", UUID.class),
        row.getObject("created_at", OffsetDateTime.class).toInstant(),
        row.getString("receipt"),
        row.getString("message"),
        row.getString("proof"),
        amount == 0 ? OptionalLong.empty() : OptionalLong.of(amount),
        row.getString("name"),
        row.getString("account_number"),
        row.getString("plan"),
        row.getLong("price"),
        row.getInt("rivals"));
  }
}
