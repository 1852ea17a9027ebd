package io.washa.subscriptions;

import io.washa.network.AccessConfirmed;
import io.washa.network.Accesses;
import io.washa.network.SessionsSeen;
import io.washa.work.DueIndex;
import io.washa.work.TaskHandler;
import io.washa.work.TaskType;
import io.washa.work.Tasks;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Lets time begin that was paid while the subscriber could not have it: when the access is
 * confirmed by the router, or, for a short pass that was found late, when its first session is
 * seen. Apart from the report's transaction, for that holds the access rows, which come after the
 * subscription.
 */
@Component
class StartWaiting implements TaskHandler<StartWaiting.Waiting> {
  private static final TaskType<Waiting> TYPE =
      new TaskType<>("start-waiting", Waiting.class, TaskType.PAYMENT);

  /** What is confirmed so soon is not worth another sentence to the router. */
  private static final Duration AT_ONCE = Duration.ofSeconds(60);

  private final JdbcClient jdbc;
  private final DueIndex due;
  private final Accesses accesses;
  private final PlanChange planChange;
  private final Tasks tasks;
  private final TransactionTemplate transaction;

  StartWaiting(
      JdbcClient jdbc,
      DueIndex due,
      Accesses accesses,
      PlanChange planChange,
      Tasks tasks,
      TransactionTemplate transaction) {
    this.jdbc = jdbc;
    this.due = due;
    this.accesses = accesses;
    this.planChange = planChange;
    this.tasks = tasks;
    this.transaction = transaction;
  }

  /**
   * A subscription whose time may begin.
   *
   * @param what it waited for: {@code access} or {@code session}
   */
  record Waiting(UUID subscription, String what, Instant since) {}

  @EventListener
  void confirmed(AccessConfirmed event) {
    begin(event.accesses(), "access");
  }

  @EventListener
  void seen(SessionsSeen event) {
    begin(event.accesses(), "session");
  }

  private void begin(Set<UUID> accessIds, String what) {
    jdbc.sql(
            """
            SELECT DISTINCT p.subscription_id, work.platform_now() AS now
              FROM period p JOIN access a ON a.id = p.access_id
             WHERE p.access_id = ANY (?) AND p.waits = ? AND p.cancelled_at IS NULL AND a.enabled
               AND (p.waits = 'session' OR a.applied_generation >= p.access_generation)
            """)
        .params(accessIds.toArray(UUID[]::new), what)
        .query((row, _) ->
            new Waiting(
                row.getObject("subscription_id", UUID.class),
                what,
                row.getObject("now", OffsetDateTime.class).toInstant()))
        .list()
        .forEach(waiting ->
            tasks.enqueue(
                TYPE, waiting.subscription() + ":" + waiting.since().toEpochMilli(), waiting));
  }

  @Override
  public TaskType<Waiting> type() {
    return TYPE;
  }

  @Override
  public void handle(Waiting waiting) {
    transaction.executeWithoutResult(_ -> start(waiting));
  }

  private void start(Waiting waiting) {
    Optional<Paid> paid =
        jdbc.sql("SELECT service_id, ends_at FROM subscription WHERE id = ? FOR UPDATE")
            .param(waiting.subscription())
            .query((row, _) ->
                new Paid(
                    row.getObject("service_id", UUID.class),
                    row.getObject("ends_at", OffsetDateTime.class).toInstant()))
            .optional();
    List<Instant> starts =
        jdbc.sql(
                """
                UPDATE period SET waits = NULL
                 WHERE subscription_id = ? AND waits = ? AND cancelled_at IS NULL
                RETURNING starts_at
                """)
            .params(waiting.subscription(), waiting.what())
            .query((row, _) -> row.getObject(1, OffsetDateTime.class).toInstant())
            .list();
    if (paid.isEmpty() || starts.isEmpty()) {
      return;
    }
    Instant began = starts.stream().min(Instant::compareTo).orElseThrow();
    Duration late = Duration.between(began, waiting.since());
    Instant end = paid.get().endsAt();
    if (late.compareTo(AT_ONCE) > 0) {
      end = end.plus(late);
      shift(waiting.subscription(), began, late, end);
    }
    planChange.follow(List.of(waiting.subscription()));
    // Also what began at once: as long as it waited, its access may have had no end.
    accesses.moveEnd(paid.get().service(), end);
  }

  /** Moves the period that begins and all that follow it. */
  private void shift(UUID subscription, Instant began, Duration late, Instant end) {
    jdbc.sql(
            """
            UPDATE period SET starts_at = starts_at + :late * interval '1 millisecond',
                              ends_at = ends_at + :late * interval '1 millisecond'
             WHERE subscription_id = :id AND cancelled_at IS NULL AND starts_at >= :began
            """)
        .param("late", late.toMillis())
        .param("id", subscription)
        .param("began", began.atOffset(ZoneOffset.UTC))
        .update();
    jdbc.sql("UPDATE subscription SET ends_at = ? WHERE id = ?")
        .params(end.atOffset(ZoneOffset.UTC), subscription)
        .update();
    due.set(SubscriptionExpiry.KIND, subscription, end);
  }

  private record Paid(UUID service, Instant endsAt) {}
}
