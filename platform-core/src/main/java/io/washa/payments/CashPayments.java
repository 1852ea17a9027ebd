package io.washa.payments;

import io.washa.ledger.Account;
import io.washa.ledger.Entry;
import io.washa.ledger.Entry.Posting;
import io.washa.ledger.Ledger;
import io.washa.payments.matching.Match;
import io.washa.work.Tasks;
import java.sql.Types;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Money that does not come through M-Pesa: notes and coins over a counter, cheques and transfers to
 * the bank. It never goes to suspense: what was taken wrongly is voided or bounces, by two people.
 */
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
   * Money for a service.
   *
   * @param amount minor units
   * @param who took it
   * @param request names this try: the same twice is taken once
   */
  public record Money(UUID service, long amount, String who, String request) {}

  /** What a request took before. */
  public record Before(UUID payment, UUID service, long amount) {}

  /** What a request took before; empty if it is new. */
  public Optional<Before> takenBy(String request) {
    return jdbc.sql(
            "SELECT id, service_id, amount FROM payment WHERE request = ? AND service_id IS NOT NULL")
        .param(request)
        .query((row, _) ->
            new Before(
                row.getObject("id", UUID.class),
                row.getObject("service_id", UUID.class),
                row.getLong("amount")))
        .optional();
  }

  /**
   * Takes cash into a drawer for a service.
   *
   * @return the payment; empty if there is no such service, or the request was used before
   */
  public Optional<UUID> takeCash(UUID till, Money money) {
    return take(Account.CASH, money, new Place(till, clock.instant(), "cash"));
  }

  /**
   * Takes money that is in the bank for a service.
   *
   * @param valueDate when it got there
   * @param memo bank and number, as it stands on the subscriber's statement
   * @return the payment; empty if there is no such service, or the request was used before
   */
  public Optional<UUID> takeAtBank(Money money, Instant valueDate, String memo) {
    return take(Account.BANK, money, new Place(null, valueDate, memo));
  }

  private record Place(@Nullable UUID till, Instant at, String memo) {}

  private Optional<UUID> take(Account into, Money money, Place place) {
    Optional<Match> match = claims.match(money.service(), null);
    Optional<UUID> taken = match.flatMap(found -> insert(found, money, place));
    taken.ifPresent(payment -> {
      var _ =
          ledger.book(
              new Entry(
                  "payment",
                  "payment:" + payment,
                  place.at(),
                  place.memo(),
                  List.of(
                      Posting.debit(into, money.amount()),
                      Posting.creditWallet(match.orElseThrow().subscriber(), money.amount()))));
      tasks.enqueue(PaymentPosted.APPLY_PAYMENT, payment.toString(), new PaymentPosted(payment));
      events.publishEvent(new PaymentRecorded(payment));
    });
    return taken;
  }

  private Optional<UUID> insert(Match match, Money money, Place place) {
    return jdbc.sql(
            """
            INSERT INTO payment
              (amount, door, till_id, subscriber_id, service_id, matched_by, paid_at, request,
               received_at, matched_at)
            VALUES (:amount, :door, :till, :subscriber, :service, :who, :at, :request,
                    work.platform_now(), work.platform_now())
            ON CONFLICT (request) DO NOTHING RETURNING id
            """)
        .param("amount", money.amount())
        .param("door", place.till() == null ? "bank" : "cash")
        .param("till", place.till(), Types.OTHER)
        .param("subscriber", match.subscriber())
        .param("service", match.service())
        .param("who", money.who())
        .param("at", place.at().atOffset(ZoneOffset.UTC))
        .param("request", money.request())
        .query((row, _) -> row.getObject("id", UUID.class))
        .optional();
  }

  /**
   * Takes a cash payment back with what it was used for.
   *
   * @return false if it is no cash payment, or was taken back before
   */
  public boolean voidCash(UUID payment, String reason) {
    return takeBack(payment, reason, new Back("cash", "void", Account.CASH));
  }

  /**
   * Takes a payment at the bank back with what it was used for: its cheque came back.
   *
   * @return false if it is none, or was taken back before
   */
  public boolean bounce(UUID payment, String reason) {
    return takeBack(payment, reason, new Back("bank", "bounce", Account.BANK));
  }

  private record Back(String door, String kind, Account outOf) {}

  private boolean takeBack(UUID payment, String reason, Back back) {
    // Not FOR UPDATE: whoever applies the payment has the wallet and then refers to this row.
    Optional<Taken> taken =
        jdbc.sql(
                """
                SELECT amount, subscriber_id FROM payment
                 WHERE id = ? AND door = ? AND reversed_at IS NULL FOR NO KEY UPDATE
                """)
            .params(payment, back.door())
            .query((row, _) ->
                new Taken(row.getLong("amount"), row.getObject("subscriber_id", UUID.class)))
            .optional();
    if (taken.isEmpty()) {
      return false;
    }
    long amount = taken.get().amount();
    UUID subscriber = taken.get().subscriber();
    events.publishEvent(new PaymentUndone(payment, reason));
    var _ =
        ledger.book(
            new Entry(
                back.kind(),
                "payment:" + payment,
                clock.instant(),
                reason,
                List.of(
                    subscriber == null
                        ? Posting.debit(Account.SUSPENSE, amount)
                        : Posting.debitWallet(subscriber, amount),
                    Posting.credit(back.outOf(), amount))));
    jdbc.sql("UPDATE payment SET reversed_at = work.platform_now(), reversal = ? WHERE id = ?")
        .params(back.kind(), payment)
        .update();
    events.publishEvent(new PaymentRecorded(payment));
    return true;
  }

  private record Taken(long amount, @Nullable UUID subscriber) {}

  /** Whether a payment came over the counter or through the bank: never to be put in suspense. */
  static boolean isOverTheCounter(JdbcClient jdbc, UUID payment) {
    return jdbc.sql("SELECT EXISTS (SELECT FROM payment WHERE id = ? AND door IN ('cash', 'bank'))")
        .param(payment)
        .query((row, _) -> row.getBoolean(1))
        .single();
  }
}
