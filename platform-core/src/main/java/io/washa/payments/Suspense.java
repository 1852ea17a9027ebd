package io.washa.payments;

import io.washa.ledger.Account;
import io.washa.ledger.Entry;
import io.washa.ledger.Entry.Posting;
import io.washa.ledger.Ledger;
import io.washa.payments.matching.Candidate;
import io.washa.payments.matching.Candidates;
import io.washa.payments.matching.Match;
import io.washa.payments.matching.PayerTraits;
import io.washa.payments.matching.Question;
import io.washa.work.Tasks;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Money that nobody is known for yet: what it may be, and that somebody gets it. */
@Component
public class Suspense {
  private static final String QUESTION =
      """
      SELECT p.id, p.amount, p.account_reference, p.payer, p.payer_name, p.payer_hash, p.paid_at,
             coalesce(s.kind = 'till', false) AS till
        FROM payment p LEFT JOIN shortcode s ON s.id = p.shortcode_id
       WHERE p.id = ? AND p.subscriber_id IS NULL AND p.ours AND p.reversed_at IS NULL
      """;

  private final JdbcClient jdbc;
  private final Ledger ledger;
  private final Candidates candidates;
  private final Tasks tasks;
  private final ApplicationEventPublisher events;

  Suspense(
      JdbcClient jdbc,
      Ledger ledger,
      Candidates candidates,
      Tasks tasks,
      ApplicationEventPublisher events) {
    this.jdbc = jdbc;
    this.ledger = ledger;
    this.candidates = candidates;
    this.tasks = tasks;
    this.events = events;
  }

  /** What is asked about a payment; empty if it is not in suspense. */
  @Transactional
  public Optional<Question> question(UUID payment) {
    return jdbc.sql(QUESTION).param(payment).query(Suspense::readQuestion).optional();
  }

  /** Who a payment in suspense may be from, best first; empty for any other. */
  @Transactional
  public List<Candidate> candidates(UUID payment) {
    return question(payment).map(candidates::of).orElse(List.of());
  }

  /**
   * Gives a payment in suspense to somebody and lets billing apply it.
   *
   * @return false if it is not in suspense, or M-Pesa took it back: nothing was done
   */
  @Transactional(propagation = Propagation.MANDATORY)
  public boolean assign(UUID payment, Match match) {
    Optional<HeldPayment> held = HeldPayment.lock(jdbc, payment);
    if (held.isEmpty()
        || held.get().subscriber() != null
        || held.get().reversed()
        || !held.get().ours()) {
      return false;
    }
    jdbc.sql(
            """
            UPDATE payment
               SET subscriber_id = :subscriber, service_id = :service, plan_id = :plan,
                   price = :price, matched_by = :how, matched_at = work.platform_now(),
                   intent_id = coalesce(intent_id,
                     CASE WHEN NOT EXISTS (SELECT FROM payment WHERE intent_id = :intent)
                          THEN :intent::uuid END)
             WHERE id = :id
            """)
        .param("subscriber", match.subscriber())
        .param("service", match.service())
        .param("plan", match.plan(), Types.OTHER)
        .param("price", match.price(), Types.BIGINT)
        .param("how", match.how())
        .param("intent", match.intent(), Types.OTHER)
        .param("id", payment)
        .update();
    ledger.book(
        new Entry(
            "match",
            held.get().reference(),
            held.get().paidAt(),
            "out of suspense",
            List.of(
                Posting.debit(Account.SUSPENSE, held.get().amount()),
                Posting.creditWallet(match.subscriber(), held.get().amount()))));
    tasks.enqueue(
        PaymentPosted.APPLY_PAYMENT,
        held.get().reference().substring("payment:".length()),
        new PaymentPosted(payment));
    events.publishEvent(new PaymentRecorded(payment));
    return true;
  }

  /**
   * Takes a payment back from whoever it was given to: what it was used for is undone, and it may
   * be given to somebody else.
   *
   * @return false if it is in suspense already, M-Pesa took it back, or it came over the counter
   */
  @Transactional(propagation = Propagation.MANDATORY)
  public boolean release(UUID payment, String reason) {
    Optional<HeldPayment> held = HeldPayment.lock(jdbc, payment);
    UUID subscriber = held.map(HeldPayment::subscriber).orElse(null);
    if (held.isEmpty() || subscriber == null || held.get().reversed()) {
      return false;
    }
    if (CashPayments.isOverTheCounter(jdbc, payment)) {
      return false;
    }
    events.publishEvent(new PaymentUndone(payment, reason));
    ledger.book(
        new Entry(
            "unmatch",
            held.get().reference(),
            held.get().paidAt(),
            reason,
            List.of(
                Posting.debitWallet(subscriber, held.get().amount()),
                Posting.credit(Account.SUSPENSE, held.get().amount()))));
    jdbc.sql(
            """
            UPDATE payment
               SET subscriber_id = NULL, service_id = NULL, plan_id = NULL, price = NULL,
                   matched_by = NULL, matched_at = NULL, round = round + 1
             WHERE id = ?
            """)
        .param(payment)
        .update();
    events.publishEvent(new PaymentRecorded(payment));
    return true;
  }

  /**
   * Says that a payment in suspense was for another business that its owner runs on the same
   * shortcode.
   *
   * @return false if it is not in suspense
   */
  @Transactional(propagation = Propagation.MANDATORY)
  public boolean notOurs(UUID payment, String why) {
    Optional<HeldPayment> held = HeldPayment.lock(jdbc, payment);
    if (held.isEmpty() || held.get().subscriber() != null || held.get().reversed()) {
      return false;
    }
    boolean changed =
        jdbc.sql("UPDATE payment SET ours = false, matched_by = ? WHERE id = ? AND ours")
                .params(why, payment)
                .update()
            == 1;
    if (changed) {
      ledger.book(
          new Entry(
              "not-ours",
              held.get().reference(),
              held.get().paidAt(),
              why,
              List.of(
                  Posting.debit(Account.SUSPENSE, held.get().amount()),
                  Posting.credit(Account.OTHER_BUSINESS, held.get().amount()))));
    }
    return changed;
  }

  /**
   * Says that money was the ISP's after all: it is in suspense again.
   *
   * @return false if it was not said to be another business's
   */
  @Transactional(propagation = Propagation.MANDATORY)
  public boolean oursAfterAll(UUID payment, String why) {
    Optional<HeldPayment> held = HeldPayment.lock(jdbc, payment);
    if (held.isEmpty() || held.get().ours() || held.get().reversed()) {
      return false;
    }
    ledger.book(
        new Entry(
            "ours-after-all",
            held.get().reference(),
            held.get().paidAt(),
            why,
            List.of(
                Posting.debit(Account.OTHER_BUSINESS, held.get().amount()),
                Posting.credit(Account.SUSPENSE, held.get().amount()))));
    jdbc.sql("UPDATE payment SET ours = true, matched_by = NULL, round = round + 1 WHERE id = ?")
        .param(payment)
        .update();
    events.publishEvent(new PaymentRecorded(payment));
    return true;
  }

  private static Question readQuestion(ResultSet row, int number) throws SQLException {
    PayerTraits told = PayerTraits.of(row.getString("payer"), row.getString("payer_name"));
    String hash = row.getString("payer_hash");
    return new Question(
        row.getObject("id", UUID.class),
        row.getLong("amount"),
        row.getString("account_reference"),
        new PayerTraits(hash == null ? told.hash() : hash, told.digits(), told.firstName()),
        row.getObject("paid_at", OffsetDateTime.class).toInstant(),
        row.getBoolean("till"));
  }
}
