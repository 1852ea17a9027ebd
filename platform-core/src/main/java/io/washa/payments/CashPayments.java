package io.washa.payments;

import io.washa.ledger.Account;
import io.washa.ledger.Entry;
import io.washa.ledger.Entry.Posting;
import io.washa.ledger.Ledger;
import io.washa.payments.matching.Match;
import io.washa.work.Tasks;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Money that does not come through M-Pesa: notes and coins over a counter. */
@Component
@Transactional(propagation = Propagation.MANDATORY)
public class CashPayments {
  private final JdbcClient jdbc;
  private final Ledger ledger;
  private final Claims claims;
  private final Tasks tasks;
  private final ApplicationEventPublisher events;
  private final Clock clock;

  CashPayments(
      JdbcClient jdbc,
      Ledger ledger,
      Claims claims,
      Tasks tasks,
      ApplicationEventPublisher events,
      Clock clock) {
    this.jdbc = jdbc;
    this.ledger = ledger;
    this.claims = claims;
    this.tasks = tasks;
    this.events = events;
    this.clock = clock;
  }

  /**
   * Takes cash into a drawer for a service.
   *
   * @param amount minor units
   * @return the payment; empty if there is no such service
   */
  public Optional<UUID> takeCash(UUID till, UUID service, long amount, String cashier) {
    return claims
        .match(service, null)
        .map(match -> {
          UUID payment = insert(till, match, amount, cashier);
          var _ =
              ledger.book(
                  new Entry(
                      "payment",
                      "payment:" + payment,
                      clock.instant(),
                      "cash",
                      List.of(
                          Posting.debit(Account.CASH, amount),
                          Posting.creditWallet(match.subscriber(), amount))));
          tasks.enqueue(
              PaymentPosted.APPLY_PAYMENT, payment.toString(), new PaymentPosted(payment));
          events.publishEvent(new PaymentRecorded(payment));
          return payment;
        });
  }

  private UUID insert(UUID till, Match match, long amount, String cashier) {
    return jdbc.sql(
            """
            INSERT INTO payment
              (amount, door, till_id, subscriber_id, service_id, matched_by, paid_at, received_at,
               matched_at)
            VALUES (?, 'cash', ?, ?, ?, ?, ?, work.platform_now(), work.platform_now())
            RETURNING id
            """)
        .params(
            amount,
            till,
            match.subscriber(),
            match.service(),
            cashier,
            clock.instant().atOffset(ZoneOffset.UTC))
        .query((row, _) -> row.getObject("id", UUID.class))
        .single();
  }

  /**
   * Takes a cash payment back with what it was used for.
   *
   * @return false if it is no cash payment, or was taken back before
   */
  public boolean voidCash(UUID payment, String reason) {
    Optional<Cash> cash =
        jdbc.sql(
                """
                SELECT amount, subscriber_id FROM payment
                 WHERE id = ? AND door = 'cash' AND reversed_at IS NULL FOR UPDATE
                """)
            .param(payment)
            .query((row, _) ->
                new Cash(row.getLong("amount"), row.getObject("subscriber_id", UUID.class)))
            .optional();
    if (cash.isEmpty()) {
      return false;
    }
    events.publishEvent(new PaymentUndone(payment, reason));
    var _ =
        ledger.book(
            new Entry(
                "void",
                "payment:" + payment,
                clock.instant(),
                reason,
                List.of(
                    Posting.debitWallet(cash.get().subscriber(), cash.get().amount()),
                    Posting.credit(Account.CASH, cash.get().amount()))));
    jdbc.sql("UPDATE payment SET reversed_at = work.platform_now(), reversal = 'void' WHERE id = ?")
        .param(payment)
        .update();
    events.publishEvent(new PaymentRecorded(payment));
    return true;
  }

  private record Cash(long amount, UUID subscriber) {}
}
