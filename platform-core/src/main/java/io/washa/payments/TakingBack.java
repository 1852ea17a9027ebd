package io.washa.payments;

import io.washa.ledger.Account;
import io.washa.ledger.Entry;
import io.washa.ledger.Entry.Posting;
import io.washa.ledger.Ledger;
import io.washa.tenancy.Settings;
import io.washa.work.Tasks;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Takes payments out of the books again: M-Pesa gave the money back, never had it, or it is another
 * payment's.
 */
@Component
public class TakingBack {
  /** What stands as the reversal of a payment that M-Pesa does not know. */
  private static final String STRUCK = "struck";

  private final JdbcClient jdbc;
  private final Ledger ledger;
  private final Settings settings;
  private final Tasks tasks;
  private final ApplicationEventPublisher events;

  TakingBack(
      JdbcClient jdbc,
      Ledger ledger,
      Settings settings,
      Tasks tasks,
      ApplicationEventPublisher events) {
    this.jdbc = jdbc;
    this.ledger = ledger;
    this.settings = settings;
    this.tasks = tasks;
    this.events = events;
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
    Optional<HeldPayment> found = HeldPayment.lock(jdbc, payment);
    if (found.isEmpty() || found.get().reversed()) {
      return false;
    }
    HeldPayment held = found.get();
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
    events.publishEvent(new PaymentTakenBack(payment));
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
    Optional<HeldPayment> held =
        payment.flatMap(id -> HeldPayment.lock(jdbc, id)).filter(HeldPayment::reversed);
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
    Optional<HeldPayment> held = HeldPayment.lock(jdbc, twin);
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

  private Optional<UUID> byReceipt(String receipt) {
    return jdbc.sql("SELECT id FROM payment WHERE receipt = ?")
        .param(receipt)
        .query((row, _) -> row.getObject("id", UUID.class))
        .optional();
  }
}
