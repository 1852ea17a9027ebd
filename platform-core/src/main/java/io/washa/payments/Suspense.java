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
import io.washa.tenancy.Settings;
import io.washa.work.Tasks;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
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
 * Money that nobody is known for yet: what it may be, and that somebody gets it, or gives it back.
 */
@Component
public class Suspense {
  /** What stands as the reversal of a payment that M-Pesa does not know. */
  static final String STRUCK = "struck";

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
  private final Settings settings;
  private final Tasks tasks;
  private final ApplicationEventPublisher events;

  Suspense(
      JdbcClient jdbc,
      Ledger ledger,
      Candidates candidates,
      Settings settings,
      Tasks tasks,
      ApplicationEventPublisher events) {
    this.jdbc = jdbc;
    this.ledger = ledger;
    this.candidates = candidates;
    this.settings = settings;
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
    Optional<Held> held = lock(payment);
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
    Optional<Held> held = lock(payment);
    UUID subscriber = held.map(Held::subscriber).orElse(null);
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
    Optional<Held> held = lock(payment);
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
   * Books that M-Pesa took a payment back. Whether the subscriber is cut off or left with a debt is
   * the ISP's choice.
   *
   * @param reversal the receipt of the taking back
   * @return false if there is no such payment, or this was booked before
   */
  @Transactional(propagation = Propagation.MANDATORY)
  public boolean takenBack(String receipt, String reversal, Instant at) {
    Optional<UUID> payment = byReceipt(receipt);
    boolean undo = settings.read(ReversalRules.CHOICE).cutOff();
    return payment.isPresent() && takenBack(payment.get(), reversal, Optional.of(at), undo);
  }

  /**
   * Strikes a payment that M-Pesa does not know, on the day on which it was said to be paid.
   *
   * @return false if M-Pesa took it back, or it was struck before
   */
  @Transactional(propagation = Propagation.MANDATORY)
  public boolean strike(UUID payment) {
    return takenBack(payment, STRUCK, Optional.empty(), true);
  }

  private boolean takenBack(UUID payment, String reversal, Optional<Instant> moved, boolean undo) {
    Optional<Held> found = lock(payment);
    if (found.isEmpty() || found.get().reversed()) {
      return false;
    }
    Held held = found.get();
    Instant at = moved.orElseGet(held::paidAt);
    UUID subscriber = held.subscriber();
    if (subscriber != null && undo) {
      events.publishEvent(new PaymentUndone(payment, "taken back: " + reversal));
    }
    Posting from =
        subscriber != null
            ? Posting.debitWallet(subscriber, held.amount())
            : Posting.debit(held.ours() ? Account.SUSPENSE : Account.OTHER_BUSINESS, held.amount());
    ledger.book(
        new Entry(
            "reversal",
            held.reference(),
            at,
            reversal,
            List.of(from, Posting.credit(Account.MPESA_CLEARING, held.amount()))));
    jdbc.sql("UPDATE payment SET reversed_at = ?, reversal = ? WHERE id = ?")
        .params(at.atOffset(ZoneOffset.UTC), reversal, payment)
        .update();
    events.publishEvent(new PaymentRecorded(payment));
    return true;
  }

  /**
   * Takes back that a payment was struck: M-Pesa knows it after all. It is whose it was, and buys
   * anew.
   *
   * @return false if it was not struck
   */
  @Transactional(propagation = Propagation.MANDATORY)
  public boolean reinstate(String receipt) {
    Optional<UUID> payment = byReceipt(receipt);
    Optional<Held> held = payment.flatMap(this::lock).filter(Held::reversed);
    if (held.isEmpty()
        || jdbc.sql(
                    """
                    UPDATE payment
                       SET reversed_at = NULL, reversal = NULL, round = round + 1
                     WHERE id = ? AND reversal = ?
                    """)
                .params(payment.get(), STRUCK)
                .update()
            == 0) {
      return false;
    }
    var _ = ledger.reverse("reversal", held.get().reference(), "M-Pesa knows it");
    if (held.get().subscriber() != null) {
      tasks.enqueue(
          PaymentPosted.APPLY_PAYMENT,
          payment.get() + ":again:" + held.get().reference(),
          new PaymentPosted(payment.get()));
    }
    events.publishEvent(new PaymentRecorded(payment.get()));
    return true;
  }

  /**
   * Takes a payment out of the books that turned out to be the same money as another, and gives
   * that one its receipt. What it was used for is undone.
   *
   * @return false if it was taken back before
   */
  @Transactional(propagation = Propagation.MANDATORY)
  boolean merged(UUID twin, UUID into) {
    Optional<Held> held = lock(twin);
    if (held.isEmpty() || held.get().reversed() || !held.get().ours()) {
      return false;
    }
    UUID subscriber = held.get().subscriber();
    if (subscriber != null) {
      events.publishEvent(new PaymentUndone(twin, "the same money as another payment"));
    }
    long amount = held.get().amount();
    ledger.book(
        new Entry(
            "reversal",
            held.get().reference(),
            held.get().paidAt(),
            "the same money as another payment",
            List.of(
                subscriber == null
                    ? Posting.debit(Account.SUSPENSE, amount)
                    : Posting.debitWallet(subscriber, amount),
                Posting.credit(Account.MPESA_CLEARING, amount))));
    String receipt =
        jdbc.sql("SELECT receipt FROM payment WHERE id = ?")
            .param(twin)
            .query((row, _) -> row.getString(1))
            .single();
    jdbc.sql(
            """
            UPDATE payment SET receipt = NULL, merged_into = ?, reversed_at = paid_at,
                               reversal = 'merged'
             WHERE id = ?
            """)
        .params(into, twin)
        .update();
    jdbc.sql("UPDATE payment SET receipt = ? WHERE id = ? AND receipt IS NULL")
        .params(receipt, into)
        .update();
    events.publishEvent(new PaymentRecorded(into));
    return true;
  }

  /**
   * Says that money was the ISP's after all: it is in suspense again.
   *
   * @return false if it was not said to be another business's
   */
  @Transactional(propagation = Propagation.MANDATORY)
  public boolean oursAfterAll(UUID payment, String why) {
    Optional<Held> held = lock(payment);
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

  private Optional<UUID> byReceipt(String receipt) {
    return jdbc.sql("SELECT id FROM payment WHERE receipt = ?")
        .param(receipt)
        .query((row, _) -> row.getObject("id", UUID.class))
        .optional();
  }

  private Optional<Held> lock(UUID payment) {
    return jdbc.sql(
            """
            SELECT id, amount, subscriber_id, paid_at, round, reversed_at IS NOT NULL AS reversed, ours
              FROM payment WHERE id = ? FOR NO KEY UPDATE
            """)
        .param(payment)
        .query((row, _) ->
            new Held(
                row.getInt("round") == 0
                    ? "payment:" + row.getString("id")
                    : "payment:" + row.getString("id") + ":" + row.getInt("round"),
                row.getLong("amount"),
                row.getObject("subscriber_id", UUID.class),
                row.getObject("paid_at", OffsetDateTime.class).toInstant(),
                row.getBoolean("reversed"),
                row.getBoolean("ours")))
        .optional();
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

  private record Held(
      String reference,
      long amount,
      @Nullable UUID subscriber,
      Instant paidAt,
      boolean reversed,
      boolean ours) {}
}
