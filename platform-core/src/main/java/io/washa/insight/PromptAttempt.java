package io.washa.insight;

import io.washa.customers.AccountNumber;
import io.washa.customers.PhoneNumber;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * A prompt as it was asked for.
 *
 * @param phone that was prompted; to be shown masked only
 * @param account that the money is for
 * @param amount minor units
 */
public record PromptAttempt(
    UUID intent,
    UUID service,
    UUID plan,
    PhoneNumber phone,
    AccountNumber account,
    long amount,
    Instant askedAt) {

  /** Reads how prompts were asked for. */
  @Component
  public static class Reader {
    private final JdbcClient jdbc;

    Reader(JdbcClient jdbc) {
      this.jdbc = jdbc;
    }

    /**
     * The prompt that a service's subscriber is asked to answer at this moment, if there is one.
     */
    public Optional<UUID> findOpen(UUID service) {
      return jdbc.sql(
              """
              SELECT id FROM payment_intent
               WHERE service_id = ? AND state IN ('created', 'prompted')
               ORDER BY created_at DESC LIMIT 1
              """)
          .param(service)
          .query((row, _) -> row.getObject("id", UUID.class))
          .optional();
    }

    /** The prompt with this id. */
    public Optional<PromptAttempt> find(UUID intent) {
      return jdbc.sql(
              """
              SELECT i.id, i.service_id, i.plan_id, i.phone, i.amount, i.created_at,
                     s.account_number
                FROM payment_intent i JOIN subscriber s ON s.id = i.subscriber_id
               WHERE i.id = ?
              """)
          .param(intent)
          .query((row, _) ->
              new PromptAttempt(
                  row.getObject("id", UUID.class),
                  row.getObject("service_id", UUID.class),
                  row.getObject("plan_id", UUID.class),
                  new PhoneNumber(row.getString("phone")),
                  new AccountNumber(row.getString("account_number")),
                  row.getLong("amount"),
                  row.getObject("created_at", OffsetDateTime.class).toInstant()))
          .optional();
    }
  }
}
