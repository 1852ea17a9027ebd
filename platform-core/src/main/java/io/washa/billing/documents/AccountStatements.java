package io.washa.billing.documents;

import io.washa.customers.Subscriber;
import io.washa.customers.Subscribers;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Isolation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Draws statements of account, from the books of the wallet and from documents. What only moves
 * money between the two, a settlement or a refund, is no line: it changes no balance.
 */
@Component
public class AccountStatements {
  static final int MOST_LINES = 2000;
  private static final int LONGEST_DAYS = 400;

  // A memo is for staff, but for a plan's name and M-Pesa's code.
  private static final String LINES =
      """
      WITH line AS (
        SELECT issued_at AS at, id, kind, label AS reference,
               CASE kind WHEN 'invoice' THEN total ELSE -total END AS amount
          FROM document WHERE subscriber_id = :subscriber AND kind <> 'proforma'
        UNION ALL
        SELECT s.settled_at, s.id, s.kind, s.cause, -s.amount
          FROM settlement s JOIN document d ON d.id = s.invoice_id
         WHERE d.subscriber_id = :subscriber AND s.kind IN ('withholding', 'unwithheld')
        UNION ALL
        -- A memo is for staff, but for a plan's name and M-Pesa's code.
        SELECT e.booked_at, e.id, e.kind,
               CASE WHEN e.kind IN ('payment', 'sale') THEN e.memo ELSE '' END, p.amount
          FROM posting p JOIN journal_entry e ON e.id = p.entry_id
         WHERE p.account = '2100' AND p.owner = :subscriber
           AND e.kind NOT IN ('settlement', 'settlement-undone', 'credit_note'))
      """;

  private final JdbcClient jdbc;
  private final Subscribers subscribers;
  private final TenantDays days;

  AccountStatements(JdbcClient jdbc, Subscribers subscribers, TenantDays days) {
    this.jdbc = jdbc;
    this.subscribers = subscribers;
    this.days = days;
  }

  /**
   * Draws a subscriber's statement.
   *
   * @param from first day, in the tenant's zone
   * @param to last day
   */
  // Opening and lines must be of one moment.
  @Transactional(readOnly = true, isolation = Isolation.REPEATABLE_READ)
  public StatementAnswer draw(UUID subscriber, LocalDate from, LocalDate to) {
    if (to.isBefore(from) || ChronoUnit.DAYS.between(from, to) >= LONGEST_DAYS) {
      return new StatementAnswer.WrongPeriod();
    }
    Optional<Subscriber> found = subscribers.findById(subscriber);
    if (found.isEmpty()) {
      return new StatementAnswer.NoSubscriber();
    }
    long opening = balanceBefore(subscriber, days.startOf(from));
    List<AccountStatement.Line> lines =
        lines(subscriber, days.startOf(from), days.startOf(to.plusDays(1)), opening);
    return lines.size() > MOST_LINES
        ? new StatementAnswer.TooManyLines(MOST_LINES)
        : new StatementAnswer.Drawn(
            new AccountStatement(
                subscriber,
                found.get().firstName() + " " + found.get().lastName(),
                found.get().accountNumber().digits(),
                from,
                to,
                opening,
                lines));
  }

  private long balanceBefore(UUID subscriber, Instant start) {
    return jdbc.sql(LINES + "SELECT coalesce(sum(amount), 0) FROM line WHERE at < :start")
        .param("subscriber", subscriber)
        .param("start", start.atOffset(ZoneOffset.UTC))
        .query((row, _) -> row.getLong(1))
        .single();
  }

  private List<AccountStatement.Line> lines(
      UUID subscriber, Instant start, Instant end, long opening) {
    List<AccountStatement.Line> lines = new ArrayList<>();
    long[] balance = {opening};
    jdbc.sql(
            LINES
                + "SELECT at, kind, reference, amount FROM line WHERE at >= :start AND at < :end"
                + " ORDER BY at, id LIMIT :most")
        .param("subscriber", subscriber)
        .param("start", start.atOffset(ZoneOffset.UTC))
        .param("end", end.atOffset(ZoneOffset.UTC))
        .param("most", MOST_LINES + 1)
        .query(row -> {
          long amount = row.getLong("amount");
          balance[0] += amount;
          lines.add(
              new AccountStatement.Line(
                  days.dayOf(row.getObject("at", OffsetDateTime.class).toInstant()),
                  kind(row.getString("kind")),
                  row.getString("reference"),
                  amount,
                  balance[0]));
        });
    return lines;
  }

  private static AccountStatement.Kind kind(String text) {
    return switch (text) {
      case "invoice" -> AccountStatement.Kind.INVOICE;
      case "credit_note" -> AccountStatement.Kind.CREDIT_NOTE;
      case "withholding" -> AccountStatement.Kind.WITHHOLDING;
      case "unwithheld" -> AccountStatement.Kind.UNWITHHELD;
      // Money out of suspense is money that came in, for whom it was.
      case "payment", "match" -> AccountStatement.Kind.PAYMENT;
      case "sale" -> AccountStatement.Kind.SALE;
      case "sale-undone" -> AccountStatement.Kind.SALE_UNDONE;
      case "unmatch", "void", "bounce", "reversal", "reversal-reserved", "reversal-refused" ->
          AccountStatement.Kind.TAKEN_BACK;
      case "refund" -> AccountStatement.Kind.REFUND;
      case "deposit" -> AccountStatement.Kind.DEPOSIT;
      case "deposit-back" -> AccountStatement.Kind.DEPOSIT_BACK;
      case "credit" -> AccountStatement.Kind.GIVEN;
      default -> AccountStatement.Kind.OTHER;
    };
  }
}
