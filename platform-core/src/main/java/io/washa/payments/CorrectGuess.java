package io.washa.payments;

import io.washa.audit.Audit;
import io.washa.payments.matching.Match;
import io.washa.payments.matching.Matching;
import io.washa.work.TaskHandler;
import io.washa.work.TaskType;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Takes a payment back from whom a guess gave it to, once a later door tells the account that the
 * payer typed and it is somebody else's. What a person decided is never touched.
 */
@Component
class CorrectGuess implements TaskHandler<CorrectGuess.Guessed> {
  static final TaskType<Guessed> TYPE =
      new TaskType<>("correct-guess", Guessed.class, TaskType.PAYMENT);

  private final JdbcClient jdbc;
  private final Matching matching;
  private final Suspense suspense;
  private final Audit audit;
  private final TransactionTemplate transaction;

  CorrectGuess(
      JdbcClient jdbc,
      Matching matching,
      Suspense suspense,
      Audit audit,
      TransactionTemplate transaction) {
    this.jdbc = jdbc;
    this.matching = matching;
    this.suspense = suspense;
    this.audit = audit;
    this.transaction = transaction;
  }

  /** A payment that was given away by a guess. */
  record Guessed(UUID payment) {}

  private record Given(UUID service, String account, long amount) {}

  @Override
  public TaskType<Guessed> type() {
    return TYPE;
  }

  @Override
  public void handle(Guessed guessed) {
    transaction.executeWithoutResult(_ ->
        given(guessed.payment())
            .ifPresent(given ->
                matching
                    .byReference(given.account(), given.amount())
                    .filter(match -> !match.service().equals(given.service()))
                    .ifPresent(match -> correct(guessed.payment(), given, match))));
  }

  private Optional<Given> given(UUID payment) {
    return jdbc.sql(
            """
            SELECT service_id, account_reference, amount FROM payment
             WHERE id = ? AND matched_by LIKE 'guess,%' AND reversed_at IS NULL
            """)
        .param(payment)
        .query((row, _) ->
            new Given(
                row.getObject("service_id", UUID.class),
                row.getString("account_reference"),
                row.getLong("amount")))
        .optional();
  }

  private void correct(UUID payment, Given given, Match match) {
    if (suspense.release(payment, "the account that was typed is somebody else's")
        && suspense.assign(payment, match)) {
      audit.note(
          new Audit.Deed(
              "washa",
              "payment.guess-corrected",
              "payment:" + payment,
              Map.of("from", given.service().toString(), "to", match.service().toString())));
    }
  }
}
