package io.washa.billing;

import io.washa.billing.documents.Documents;
import io.washa.billing.documents.IssueAnswer;
import io.washa.billing.documents.NewDocument;
import io.washa.ledger.Account;
import io.washa.tenancy.Settings;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Charges whoever was suspended or closed and pays again, once for each time. */
@Component
class Reconnecting {
  private final JdbcClient jdbc;
  private final Documents documents;
  private final OpenInvoices invoices;
  private final Settings settings;

  Reconnecting(JdbcClient jdbc, Documents documents, OpenInvoices invoices, Settings settings) {
    this.jdbc = jdbc;
    this.documents = documents;
    this.invoices = invoices;
    this.settings = settings;
  }

  /** Issues the fee if there is one; wallet and subscription are locked by the caller. */
  void charge(UUID payer, UUID service) {
    long amount = settings.read(ReconnectionFee.CHOICE).amount();
    if (amount > 0) {
      away(service).ifPresent(away -> charge(payer, away, amount));
    }
  }

  private void charge(UUID payer, Away away, long amount) {
    IssueAnswer answer =
        documents.issue(
            NewDocument.of(payer, NewDocument.Line.of("Reconnection", amount).to(Account.FEES))
                .due(invoices.today())
                .because(
                    "reconnection:" + away.subscription() + ":" + away.since().getEpochSecond()));
    if (answer instanceof IssueAnswer.Refused refused) {
      throw new IllegalStateException("the reconnection cannot be invoiced: " + refused.why());
    }
  }

  private Optional<Away> away(UUID service) {
    return jdbc.sql(
            """
            SELECT id, ends_at FROM subscription
             WHERE service_id = ? AND state IN ('suspended', 'closed')
            """)
        .param(service)
        .query((row, _) ->
            new Away(
                row.getObject("id", UUID.class),
                row.getObject("ends_at", OffsetDateTime.class).toInstant()))
        .optional();
  }

  private record Away(UUID subscription, Instant since) {}
}
