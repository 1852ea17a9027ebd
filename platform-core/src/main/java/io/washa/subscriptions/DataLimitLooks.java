package io.washa.subscriptions;

import io.washa.network.sessions.UsageCounted;
import io.washa.subscriptions.DataStandings.Standing;
import io.washa.work.DueHandler;
import io.washa.work.DueIndex;
import io.washa.work.TaskHandler;
import io.washa.work.TaskType;
import io.washa.work.Tasks;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.springframework.context.event.EventListener;
import org.springframework.core.annotation.Order;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.event.TransactionPhase;
import org.springframework.transaction.event.TransactionalEventListener;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * When subscriptions are held to their data: when more was used, when they are renewed, and when a
 * window ends. Apart from the report's transaction, which may hold access rows, and these come
 * after the subscription.
 */
@Component
class DataLimitLooks implements TaskHandler<DataLimitLooks.Look>, DueHandler {
  private static final TaskType<Look> TYPE =
      new TaskType<>("data-limit", Look.class, TaskType.BULK);

  private final JdbcClient jdbc;
  private final DataStandings standings;
  private final DataLimits limits;
  private final DueIndex due;
  private final Tasks tasks;
  private final TransactionTemplate transaction;

  DataLimitLooks(
      JdbcClient jdbc,
      DataStandings standings,
      DataLimits limits,
      DueIndex due,
      Tasks tasks,
      TransactionTemplate transaction) {
    this.jdbc = jdbc;
    this.standings = standings;
    this.limits = limits;
    this.due = due;
    this.tasks = tasks;
    this.transaction = transaction;
  }

  /** A subscription to be looked at. */
  record Look(UUID subscription) {}

  @EventListener
  void used(UsageCounted event) {
    standings.ofAccesses(event.accesses()).stream()
        .filter(DataLimitLooks::differs)
        .forEach(each -> enqueue(each.subscription(), each.now().toEpochMilli()));
  }

  private static boolean differs(Standing standing) {
    Standing.Period period = standing.period();
    boolean begun = period != null && period.cap() != null && period.usedBefore() == null;
    boolean over = standing.isUsedUp() && (standing.enabled() || standing.nextBegins() != null);
    return begun || over || !Objects.equals(standing.rate(), standing.slowRate());
  }

  /** Right before the commit, when the period that was bought stands there. */
  @TransactionalEventListener(phase = TransactionPhase.BEFORE_COMMIT)
  @Order(0)
  void renewed(SubscriptionRenewed event) {
    jdbc.sql(
            """
            SELECT extract(epoch FROM work.platform_now()) * 1000
             WHERE EXISTS (SELECT FROM period p JOIN plan n ON n.id = p.plan_id
                            WHERE p.subscription_id = :id AND p.cancelled_at IS NULL
                              AND p.ends_at > work.platform_now()
                              AND (n.data_cap_mb IS NOT NULL OR n.fair_use_mb IS NOT NULL))
                OR EXISTS (SELECT FROM subscription s JOIN access a ON a.service_id = s.service_id
                            WHERE s.id = :id AND NOT a.removed AND a.slow_rate IS NOT NULL)
            """)
        .param("id", event.subscription())
        .query((row, _) -> row.getLong(1))
        .optional()
        .ifPresent(now -> enqueue(event.subscription(), now));
  }

  private void enqueue(UUID subscription, long now) {
    tasks.enqueue(TYPE, subscription + ":" + now, new Look(subscription));
  }

  @Override
  public TaskType<Look> type() {
    return TYPE;
  }

  @Override
  public void handle(Look look) {
    transaction.executeWithoutResult(_ -> {
      List<UUID> one =
          jdbc.sql("SELECT id FROM subscription WHERE id = ? FOR UPDATE")
              .param(look.subscription())
              .query((row, _) -> row.getObject("id", UUID.class))
              .list();
      limits.look(one);
    });
  }

  @Override
  public String kind() {
    return DataLimits.KIND;
  }

  @Override
  public int handleDue() {
    return Objects.requireNonNull(
        transaction.execute(_ -> {
          List<UUID> locked =
              jdbc.sql(
                      """
                      SELECT id FROM subscription WHERE id = ANY (?)
                       ORDER BY id FOR UPDATE SKIP LOCKED
                      """)
                  .param(due.due(DataLimits.KIND, BATCH).toArray(UUID[]::new))
                  .query((row, _) -> row.getObject("id", UUID.class))
                  .list();
          if (!locked.isEmpty()) {
            limits.look(locked);
            // Whoever has no access any more is not looked at, and need not be.
            due.clear(DataLimits.KIND, locked);
          }
          return locked.size();
        }));
  }

  /**
   * Has everybody who goes on slower looked at again: a slow line that nobody resets is a wrong.
   */
  @Override
  public int sweep() {
    transaction.executeWithoutResult(_ ->
        standings
            .ofAccesses(
                jdbc.sql("SELECT id FROM access WHERE slow_rate IS NOT NULL AND NOT removed")
                    .query((row, _) -> row.getObject("id", UUID.class))
                    .list())
            .stream()
            .filter(DataLimitLooks::differs)
            .forEach(each -> due.setIfEarlier(DataLimits.KIND, each.subscription(), each.now())));
    return 0;
  }
}
