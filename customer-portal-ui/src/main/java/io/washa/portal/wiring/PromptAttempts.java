package io.washa.portal.wiring;

import io.washa.customers.AccountNumber;
import io.washa.customers.PhoneNumber;
import io.washa.portal.Attempt;
import io.washa.portal.Attempts;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Attempts as the payment intents of the bound tenant. */
record PromptAttempts(JdbcClient jdbc) implements Attempts {
  @Override
  public Optional<Attempt> findAttempt(UUID intent) {
    return jdbc.sql(
            """
            SELECT i.id, i.service_id, i.plan_id, i.phone, i.amount, i.created_at, s.account_number
              FROM payment_intent i JOIN subscriber s ON s.id = i.subscriber_id
             WHERE i.id = ?
            """)
        .param(intent)
        .query(PromptAttempts::read)
        .optional();
  }

  private static Attempt read(ResultSet row, int number) throws SQLException {
    return new Attempt(
        row.getObject("id", UUID.class),
        row.getObject("service_id", UUID.class),
        row.getObject("plan_id", UUID.class),
        new PhoneNumber(row.getString("phone")),
        new AccountNumber(row.getString("account_number")),
        row.getLong("amount"),
        row.getObject("created_at", OffsetDateTime.class).toInstant());
  }
}
