package io.washa.insight;

import io.washa.payments.Suspense;
import io.washa.payments.matching.Candidate;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Money that nobody is known for, and who it may be from. */
@Component
public class SuspenseList {
  private static final int MOST = 500;

  private final JdbcClient jdbc;
  private final Suspense suspense;

  SuspenseList(JdbcClient jdbc, Suspense suspense) {
    this.jdbc = jdbc;
    this.suspense = suspense;
  }

  /**
   * A payment in suspense.
   *
   * @param amount minor units
   * @param typed as account
   * @param payer phone as far as it was told
   */
  public record Held(
      UUID payment,
      Instant at,
      String receipt,
      long amount,
      String typed,
      String payer,
      String payerName) {
    /** Leaves personal data out. */
    @Override
    public String toString() {
      return "Held[" + payment + "]";
    }
  }

  /** A service that it may be for. */
  public record Guess(UUID service, String subscriber, String account, String plan, Candidate why) {
    /** Leaves personal data out. */
    @Override
    public String toString() {
      return "Guess[" + service + "]";
    }
  }

  /** What is in suspense, newest first; at most 500. */
  public List<Held> all() {
    return jdbc.sql(
            """
            SELECT id, received_at, coalesce(receipt, '') AS receipt, amount, account_reference,
                   payer, payer_name
              FROM payment
             WHERE subscriber_id IS NULL AND ours AND reversed_at IS NULL
             ORDER BY received_at DESC LIMIT ?
            """)
        .param(MOST)
        .query((row, _) ->
            new Held(
                row.getObject("id", UUID.class),
                row.getObject("received_at", OffsetDateTime.class).toInstant(),
                row.getString("receipt"),
                row.getLong("amount"),
                row.getString("account_reference"),
                row.getString("payer"),
                row.getString("payer_name")))
        .list();
  }

  /** Who a payment may be from, likeliest first. */
  @Transactional
  public List<Guess> guesses(UUID payment) {
    return suspense.candidates(payment).stream()
        .flatMap(candidate ->
            jdbc
                .sql(
                    """
                    SELECT c.first_name || ' ' || c.last_name AS name, c.account_number, p.name AS plan
                      FROM service s JOIN subscriber c ON c.id = s.subscriber_id
                      JOIN plan p ON p.id = s.plan_id
                     WHERE s.id = ?
                    """)
                .param(candidate.service())
                .query((row, _) ->
                    new Guess(
                        candidate.service(),
                        row.getString("name"),
                        row.getString("account_number"),
                        row.getString("plan"),
                        candidate))
                .stream())
        .toList();
  }

  /** The services of whoever goes by an account number. */
  public List<Guess> byAccount(String account) {
    return jdbc.sql(
            """
            SELECT s.id, s.subscriber_id, c.first_name || ' ' || c.last_name AS name,
                   c.account_number, p.name AS plan
              FROM service s JOIN subscriber c ON c.id = s.subscriber_id
              JOIN plan p ON p.id = s.plan_id
             WHERE c.account_number = ? ORDER BY s.id LIMIT 20
            """)
        .param(account.strip())
        .query((row, _) ->
            new Guess(
                row.getObject("id", UUID.class),
                row.getString("name"),
                row.getString("account_number"),
                row.getString("plan"),
                new Candidate(
                    row.getObject("subscriber_id", UUID.class),
                    row.getObject("id", UUID.class),
                    0,
                    List.of())))
        .list();
  }
}
