package io.washa.work;

import io.washa.tenancy.TenantContext;
import io.washa.tenancy.WorkerDatabase;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Tasks that were given up, where a person sees them. */
@Component
public class ParkedTasks {
  private final WorkerDatabase worker;
  private final JdbcClient jdbc;

  ParkedTasks(WorkerDatabase worker, JdbcClient jdbc) {
    this.worker = worker;
    this.jdbc = jdbc;
  }

  /** A task given up. */
  public record ParkedTask(String taskName, String taskInstance, String error, int failures) {}

  /** Why a task was given up. */
  record Why(String error, int failures) {}

  /** The bound tenant's parked tasks, newest first. */
  public List<ParkedTask> list() {
    return jdbc.sql(
            """
            SELECT task_name, task_instance, error, failures FROM work.parked_task
             WHERE tenant = ? ORDER BY parked_at DESC LIMIT 200
            """)
        .param(TenantContext.current().value())
        .query((row, _) ->
            new ParkedTask(
                row.getString("task_name"),
                row.getString("task_instance"),
                row.getString("error"),
                row.getInt("failures")))
        .list();
  }

  void park(String name, String instance, byte[] data, Why why) {
    worker
        .jdbc()
        .sql(
            """
            INSERT INTO parked_task (tenant, task_name, task_instance, task_data, error, failures)
            VALUES (?, ?, ?, ?, left(?, 2000), ?) ON CONFLICT DO NOTHING
            """)
        .params(
            TaskRunner.tenantOf(instance).value(),
            name,
            instance,
            data,
            why.error(),
            why.failures())
        .update();
  }
}
