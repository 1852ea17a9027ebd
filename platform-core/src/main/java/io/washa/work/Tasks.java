package io.washa.work;

import io.washa.tenancy.TenantContext;
import java.time.Duration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * Puts tasks into the queue as part of the tenant's transaction: they exist if and only if it
 * commits.
 */
@Component
public class Tasks {
  private final JdbcClient jdbc;
  private final WakeUps wakeUps;
  private final JsonMapper json;

  Tasks(JdbcClient jdbc, WakeUps wakeUps, JsonMapper json) {
    this.jdbc = jdbc;
    this.wakeUps = wakeUps;
    this.json = json;
  }

  /**
   * Enqueues a task to be done at once.
   *
   * @param key natural key within the tenant; a second task with the same key is the same task
   */
  public <T> void enqueue(TaskType<T> type, String key, T payload) {
    enqueueIn(Duration.ZERO, type, key, payload);
    wakeUps.afterCommit(WakeUp.TASKS);
  }

  /** Enqueues a task to be done after a while. */
  public <T> void enqueueIn(Duration delay, TaskType<T> type, String key, T payload) {
    // Not through the library's client: that finds a twin by failing, which would abort the
    // transaction.
    jdbc.sql(
            """
            INSERT INTO work.scheduled_tasks
              (task_name, task_instance, task_data, execution_time, picked, version, priority)
            VALUES (?, ?, ?, work.platform_now() + ? * interval '1 millisecond', false, 1, ?)
            ON CONFLICT DO NOTHING
            """)
        .params(
            type.name(),
            TenantContext.current() + ":" + key,
            json.writeValueAsBytes(payload),
            delay.toMillis(),
            type.priority())
        .update();
  }
}
