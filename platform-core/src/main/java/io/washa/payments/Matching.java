package io.washa.payments;

import io.washa.customers.AccountNumber;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Finds whose money it is: the prompt whose reference it carries, else the subscriber whose account
 * number was typed; with a prompt of the same amount that has just not been paid, it pays for that.
 * Locks the prompt it finds.
 */
@Component
class Matching {
  private final JdbcClient jdbc;

  Matching(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** The prompt with this id, locked until the transaction ends. */
  Optional<Match> lockIntent(UUID intent) {
    return jdbc.sql(
            """
            SELECT id, subscriber_id, service_id, plan_id, amount FROM payment_intent
             WHERE id = ? FOR UPDATE
            """)
        .param(intent)
        .query(Matching::prompted)
        .optional();
  }

  /**
   * Whose money carries this reference, as a payer typed it or as our prompt set it.
   *
   * @param amount minor units
   */
  Optional<Match> byReference(String typed, long amount) {
    String reference = AccountNumber.normalise(typed);
    if (reference.isEmpty()) {
      return Optional.empty();
    }
    return lockIntent(reference)
        .or(() ->
            AccountNumber.parse(typed)
                .flatMap(this::byAccountNumber)
                .map(match -> lockUnpaidPrompt(match, amount).orElse(match)));
  }

  /** Half of all prompts fail, and people then pay by hand what the page told them to. */
  private Optional<Match> lockUnpaidPrompt(Match match, long amount) {
    return jdbc.sql(
            """
            SELECT id, subscriber_id, service_id, plan_id, amount FROM payment_intent i
             WHERE subscriber_id = ? AND amount = ? AND state <> 'paid'
               AND created_at > work.platform_now() - interval '1 hour'
               AND NOT EXISTS (SELECT FROM payment p WHERE p.intent_id = i.id)
             ORDER BY created_at DESC LIMIT 1 FOR UPDATE
            """)
        .params(match.subscriber(), amount)
        .query(Matching::prompted)
        .optional();
  }

  private Optional<Match> lockIntent(String reference) {
    return jdbc.sql(
            """
            SELECT id, subscriber_id, service_id, plan_id, amount FROM payment_intent
             WHERE reference = ? FOR UPDATE
            """)
        .param(reference)
        .query(Matching::prompted)
        .optional();
  }

  private static Match prompted(ResultSet row, int number) throws SQLException {
    return new Match(
        row.getObject("subscriber_id", UUID.class),
        row.getObject("service_id", UUID.class),
        row.getObject("id", UUID.class),
        row.getObject("plan_id", UUID.class),
        row.getLong("amount"));
  }

  /** The only service of the account; with several, the one last paid for, else the oldest. */
  private Optional<Match> byAccountNumber(AccountNumber number) {
    return jdbc.sql(
            """
            SELECT s.subscriber_id, s.id FROM service s
              JOIN subscriber c ON c.id = s.subscriber_id
              LEFT JOIN subscription u ON u.service_id = s.id
             WHERE c.account_number = ? ORDER BY u.ends_at DESC NULLS LAST, s.id LIMIT 1
            """)
        .param(number.digits())
        .query((row, _) ->
            new Match(
                row.getObject("subscriber_id", UUID.class),
                row.getObject("id", UUID.class),
                null,
                null,
                null))
        .optional();
  }
}
