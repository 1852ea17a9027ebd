package io.washa.billing;

import io.washa.billing.approvals.Approval;
import io.washa.billing.approvals.ApprovalKind;
import io.washa.billing.approvals.ApprovedWork;
import io.washa.billing.approvals.NewApproval;
import io.washa.billing.approvals.Obstacle;
import io.washa.ledger.Account;
import io.washa.ledger.Entry;
import io.washa.ledger.Entry.Posting;
import io.washa.ledger.Ledger;
import io.washa.payments.PaymentPosted;
import io.washa.payments.PaymentRecorded;
import io.washa.payments.PaymentTakenBack;
import io.washa.payments.PaymentUndone;
import io.washa.work.Tasks;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Has M-Pesa give a whole payment back, as approved. What it paid for is taken back and its money
 * set aside at once, so that nobody can be given it a second time while M-Pesa thinks; {@link
 * AskReversal} asks after the commit. If M-Pesa refuses, the money goes back to where it was and
 * buys again what it had bought.
 */
@Component
class ReversePayment implements ApprovedWork {
  private static final String RESERVED = "reversal-reserved";

  private final JdbcClient jdbc;
  private final MpesaPayments payments;
  private final Ledger ledger;
  private final Tasks tasks;
  private final ApplicationEventPublisher events;
  private final Clock clock;

  ReversePayment(
      JdbcClient jdbc,
      MpesaPayments payments,
      Ledger ledger,
      Tasks tasks,
      ApplicationEventPublisher events,
      Clock clock) {
    this.jdbc = jdbc;
    this.payments = payments;
    this.ledger = ledger;
    this.tasks = tasks;
    this.events = events;
    this.clock = clock;
  }

  @Override
  public ApprovalKind kind() {
    return ApprovalKind.REVERSAL;
  }

  @Override
  public Checked check(NewApproval wanted) {
    return reserved(wanted.subject()).isPresent()
        ? new Checked.No(Obstacle.TAKEN_BACK)
        : payments.check(wanted.subject());
  }

  @Override
  public Optional<Obstacle> carryOut(Approval approval, String by) {
    MpesaPayments.Paid paid = payments.lock(approval.subject()).orElseThrow();
    Optional<Obstacle> obstacle = paid.obstacle();
    if (obstacle.isPresent()) {
      return obstacle;
    }
    if (reserved(paid.id()).isPresent()) {
      return Optional.of(Obstacle.TAKEN_BACK);
    }
    UUID subscriber = paid.subscriber();
    if (subscriber == null) {
      reserve(paid, approval, suspended(paid));
      // Nobody can be given it now.
      jdbc.sql("UPDATE payment SET ours = false WHERE id = ?").param(paid.id()).update();
    } else {
      events.publishEvent(new PaymentUndone(paid.id(), approval.reason()));
      if (ledger.lockWallet(subscriber) < paid.amount()) {
        return Optional.of(Obstacle.TOO_LITTLE);
      }
      reserve(
          paid,
          approval,
          List.of(
              Posting.debitWallet(subscriber, paid.amount()),
              Posting.credit(Account.REVERSALS, paid.amount())));
    }
    tasks.enqueue(
        AskReversal.TYPE,
        approval.id() + ":0",
        new AskReversal.Ask(paid.id(), approval.id(), by, 0));
    return Optional.empty();
  }

  /** What is nobody's goes where the reversal takes it from: the owner's other business. */
  private static List<Posting> suspended(MpesaPayments.Paid paid) {
    return List.of(
        Posting.debit(paid.ours() ? Account.SUSPENSE : Account.OTHER_BUSINESS, paid.amount()),
        Posting.credit(Account.OTHER_BUSINESS, paid.amount()));
  }

  private void reserve(MpesaPayments.Paid paid, Approval approval, List<Posting> postings) {
    var _ =
        ledger.book(
            new Entry(
                RESERVED,
                paid.reference() + ":" + approval.id(),
                clock.instant(),
                approval.reason(),
                postings));
  }

  /** M-Pesa has given it back, and that is booked: what was set aside for it is set free. */
  @EventListener
  void givenBack(PaymentTakenBack recorded) {
    Optional<MpesaPayments.Paid> paid =
        reserved(recorded.payment()).isEmpty()
            ? Optional.empty()
            : payments.find(recorded.payment());
    if (paid.isPresent() && paid.get().reversed() && paid.get().subscriber() != null) {
      free(recorded.payment(), "M-Pesa gave it back");
    }
  }

  /** M-Pesa does not give it back: the money is where it was and is used as it had been. */
  void refused(UUID payment, String why) {
    Optional<MpesaPayments.Paid> paid = payments.lock(payment);
    if (paid.isEmpty() || paid.get().reversed() || !free(payment, why)) {
      return;
    }
    if (paid.get().subscriber() == null) {
      jdbc.sql("UPDATE payment SET ours = true WHERE id = ?").param(payment).update();
    } else {
      jdbc.sql("UPDATE payment SET round = round + 1 WHERE id = ?").param(payment).update();
      tasks.enqueue(
          PaymentPosted.APPLY_PAYMENT,
          payment + ":" + (paid.get().round() + 1),
          new PaymentPosted(payment));
    }
    events.publishEvent(new PaymentRecorded(payment));
  }

  private boolean free(UUID payment, String why) {
    return reserved(payment)
        .flatMap(reference -> ledger.reverse(RESERVED, reference, why))
        .isPresent();
  }

  /** The entry that sets money aside for a payment, if one stands. */
  Optional<String> reserved(UUID payment) {
    return jdbc.sql(
            """
            SELECT e.reference FROM journal_entry e
             WHERE e.kind = 'reversal-reserved'
               AND e.reference >= :payment || ':' AND e.reference < :payment || ';'
               AND NOT EXISTS (SELECT FROM journal_entry u
                                WHERE u.kind = 'reversal-reserved-undone'
                                  AND u.reference = e.reference)
            """)
        .param("payment", "payment:" + payment)
        .query((row, _) -> row.getString(1))
        .optional();
  }
}
