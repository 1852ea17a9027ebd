package io.washa.payments;

import io.washa.work.TaskHandler;
import io.washa.work.TaskType;
import io.washa.work.Tasks;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Looks again, more and more rarely, for the money of a claim that waits: it may have been booked
 * in the very moment in which the claim was made, neither seeing the other, or have come later to
 * whoever it was meant for.
 */
@Component
class LookForClaimed implements TaskHandler<LookForClaimed.Claimed> {
  private static final TaskType<Claimed> TYPE =
      new TaskType<>("look-for-claimed", Claimed.class, TaskType.PAYMENT);
  private static final List<Duration> PAUSES =
      List.of(
          Duration.ofSeconds(5),
          Duration.ofSeconds(30),
          Duration.ofMinutes(2),
          Duration.ofMinutes(10),
          Duration.ofHours(1),
          Duration.ofHours(6),
          Duration.ofDays(1));

  private final JdbcClient jdbc;
  private final Tasks tasks;
  private final IdentifyPayment identify;
  private final Claims claims;
  private final TransactionTemplate transaction;

  LookForClaimed(
      JdbcClient jdbc,
      Tasks tasks,
      IdentifyPayment identify,
      Claims claims,
      TransactionTemplate transaction) {
    this.jdbc = jdbc;
    this.tasks = tasks;
    this.identify = identify;
    this.claims = claims;
    this.transaction = transaction;
  }

  /**
   * A receipt that somebody claims.
   *
   * @param attempt from 0
   */
  record Claimed(UUID claim, String receipt, int attempt) {}

  @EventListener
  void waits(Claims.ClaimWaits waits) {
    enqueue(new Claimed(waits.claim(), waits.receipt(), 0));
  }

  private void enqueue(Claimed claimed) {
    if (claimed.attempt() < PAUSES.size()) {
      tasks.enqueueIn(
          PAUSES.get(claimed.attempt()), TYPE, claimed.claim() + ":" + claimed.attempt(), claimed);
    }
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
    transaction.executeWithoutResult(_ -> {
      if (claims.settle(claimed.receipt())) {
        enqueue(new Claimed(claimed.claim(), claimed.receipt(), claimed.attempt() + 1));
      }
    });
  }
}
