package io.washa.payments;

import io.washa.work.TaskHandler;
import io.washa.work.TaskType;
import io.washa.work.Tasks;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Looks once more for the money of a claim that waits: it may have been booked in the very moment
 * in which the claim was made, neither seeing the other.
 */
@Component
class LookForClaimed implements TaskHandler<LookForClaimed.Claimed> {
  private static final TaskType<Claimed> TYPE =
      new TaskType<>("look-for-claimed", Claimed.class, TaskType.PAYMENT);
  private static final Duration SOON = Duration.ofSeconds(5);

  private final JdbcClient jdbc;
  private final Tasks tasks;
  private final IdentifyPayment identify;
  private final TransactionTemplate transaction;

  LookForClaimed(
      JdbcClient jdbc, Tasks tasks, IdentifyPayment identify, TransactionTemplate transaction) {
    this.jdbc = jdbc;
    this.tasks = tasks;
    this.identify = identify;
    this.transaction = transaction;
  }

  /** A receipt that somebody claims. */
  record Claimed(String receipt) {}

  @EventListener
  void waits(Claims.ClaimWaits waits) {
    tasks.enqueueIn(SOON, TYPE, waits.claim().toString(), new Claimed(waits.receipt()));
  }

  @Override
  public TaskType<Claimed> type() {
    return TYPE;
  }

  @Override
  public void handle(Claimed claimed) {
    Optional<UUID> held =
        Objects.requireNonNull(
            transaction.execute(_ ->
                jdbc.sql("SELECT id FROM payment WHERE receipt = ? AND subscriber_id IS NULL")
                    .param(claimed.receipt())
                    .query((row, _) -> row.getObject("id", UUID.class))
                    .optional()));
    held.ifPresent(payment -> identify.handle(new IdentifyPayment.InSuspense(payment)));
  }
}
