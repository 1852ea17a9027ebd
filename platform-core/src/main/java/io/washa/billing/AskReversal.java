package io.washa.billing;

import io.washa.audit.Audit;
import io.washa.payments.daraja.Shortcodes;
import io.washa.payments.recovery.AskingMpesa;
import io.washa.payments.recovery.AskingMpesa.Asked;
import io.washa.work.TaskHandler;
import io.washa.work.TaskType;
import io.washa.work.Tasks;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Asks M-Pesa for an approved reversal and looks after the answer until there is one. What M-Pesa
 * has clearly not done is given back to its owner; what is not known stays set aside.
 */
@Component
class AskReversal implements TaskHandler<AskReversal.Ask> {
  static final TaskType<Ask> TYPE = new TaskType<>("ask-reversal", Ask.class, TaskType.PAYMENT);

  /** Some hours, with the pauses below. */
  private static final int MOST_TRIES = 60;

  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);

  private final JdbcClient jdbc;
  private final MpesaPayments payments;
  private final ReversePayment reversals;
  private final AskingMpesa mpesa;
  private final Shortcodes shortcodes;
  private final Tasks tasks;
  private final Audit audit;
  private final TransactionTemplate transaction;

  AskReversal(
      JdbcClient jdbc,
      MpesaPayments payments,
      ReversePayment reversals,
      AskingMpesa mpesa,
      Shortcodes shortcodes,
      Tasks tasks,
      Audit audit,
      TransactionTemplate transaction) {
    this.jdbc = jdbc;
    this.payments = payments;
    this.reversals = reversals;
    this.mpesa = mpesa;
    this.shortcodes = shortcodes;
    this.tasks = tasks;
    this.audit = audit;
    this.transaction = transaction;
  }

  /**
   * What is to be asked.
   *
   * @param attempt how often it was looked at before
   */
  record Ask(UUID payment, UUID approval, String who, int attempt) {}

  @Override
  public TaskType<Ask> type() {
    return TYPE;
  }

  @Override
  public void handle(Ask ask) {
    Optional<MpesaPayments.Paid> paid =
        Objects.requireNonNull(transaction.execute(_ -> payments.find(ask.payment())));
    if (paid.isEmpty() || paid.get().reversed()) {
      return;
    }
    String receipt = Objects.requireNonNull(paid.get().receipt());
    Optional<String> state = state(receipt, ask.approval());
    if (state.isEmpty()) {
      begin(ask, paid.get(), receipt);
    } else if (state.get().equals("failed")) {
      refuse(ask, "M-Pesa does not give it back");
    } else {
      later(ask);
    }
  }

  private void begin(Ask ask, MpesaPayments.Paid paid, String receipt) {
    Asked asked =
        mpesa.askReversal(shortcodes.get(paid.shortcode()), receipt, paid.amount(), ask.who());
    switch (asked) {
      case UNDER_WAY, ALREADY -> later(ask);
      case NO_INITIATOR -> refuse(ask, "there is nobody who may ask M-Pesa for it");
      case REFUSED -> refuse(ask, "M-Pesa does not take the question");
      case LATER -> {
        if (ask.attempt() >= MOST_TRIES) {
          refuse(ask, "M-Pesa does not answer");
        } else {
          later(ask);
        }
      }
    }
  }

  /**
   * How far the last question since the approval is; a question that M-Pesa could not take isn't.
   */
  private Optional<String> state(String receipt, UUID approval) {
    return Objects.requireNonNull(
        transaction.execute(_ ->
            jdbc.sql(
                    """
                    SELECT r.state FROM daraja_request r JOIN approval a ON a.id = :approval
                     WHERE r.receipt = :receipt AND r.kind = 'reversal'
                       AND r.asked_at >= a.decided_at
                       AND r.result_code IS DISTINCT FROM 'later'
                     ORDER BY r.asked_at DESC LIMIT 1
                    """)
                .param("approval", approval)
                .param("receipt", receipt)
                .query((row, _) -> row.getString(1))
                .optional()));
  }

  private void refuse(Ask ask, String why) {
    transaction.executeWithoutResult(_ -> {
      reversals.refused(ask.payment(), why);
      audit.note(
          new Audit.Deed(
              "washa", "reversal.failed", "payment:" + ask.payment(), Map.of("reason", why)));
    });
  }

  private void later(Ask ask) {
    if (ask.attempt() >= MOST_TRIES) {
      throw new TaskRefusedException(
          "whether M-Pesa gave a payment back is not known; its money stays set aside");
    }
    int next = ask.attempt() + 1;
    Duration pause = Duration.ofMillis(500L << Math.min(next, 12));
    transaction.executeWithoutResult(_ ->
        tasks.enqueueIn(
            pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause,
            TYPE,
            ask.approval() + ":" + next,
            new Ask(ask.payment(), ask.approval(), ask.who(), next)));
  }
}
