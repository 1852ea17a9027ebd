package io.washa.work;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.task.ExecutionComplete;
import com.github.kagkarlsson.scheduler.task.ExecutionOperations;
import com.github.kagkarlsson.scheduler.task.Task;
import io.washa.tenancy.DatabaseClock;
import io.washa.tenancy.TenantContext;
import io.washa.tenancy.TenantId;
import io.washa.tenancy.WorkerDatabase;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * Does the tasks of all tenants, payments first: db-scheduler with its defaults changed to lock and
 * fetch in one statement, short heartbeats, JSON, and bounded retries after which a task is parked.
 */
@Component
@ConditionalOnRole(Role.WORKER)
class TaskRunner implements SmartLifecycle {
  private static final Logger log = LoggerFactory.getLogger(TaskRunner.class);
  private static final int THREADS = 8;
  private static final int MOST_FAILURES = 12;
  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(10);

  private final Scheduler scheduler;
  private final ParkedTasks parked;
  private final JsonMapper json;
  private volatile boolean running;

  TaskRunner(
      WorkerDatabase database,
      DatabaseClock clock,
      ParkedTasks parked,
      JsonMapper json,
      List<TaskHandler<?>> handlers,
      WakeUps wakeUps) {
    this.parked = parked;
    this.json = json;
    List<Task<?>> tasks = handlers.stream().<Task<?>>map(this::task).toList();
    this.scheduler =
        Scheduler.create(database.dataSource(), tasks)
            .threads(THREADS)
            .pollUsingLockAndFetch(0.5, 2.0)
            .pollingInterval(Duration.ofSeconds(1))
            .heartbeatInterval(Duration.ofSeconds(5))
            .missedHeartbeatsLimit(4)
            .shutdownMaxWait(Duration.ofSeconds(5))
            .serializer(new JsonSerializer(json))
            .clock(clock::instant)
            .enablePriority()
            .alwaysPersistTimestampInUTC()
            .build();
    wakeUps.listen(reason -> {
      if (reason == WakeUp.TASKS && running) {
        scheduler.triggerCheckForDueExecutions();
      }
    });
  }

  private <T> Task<T> task(TaskHandler<T> handler) {
    return com.github.kagkarlsson.scheduler.task.helper.Tasks.oneTime(
            handler.type().name(), handler.type().payload())
        .defaultPriority(handler.type().priority())
        .onFailure((complete, operations) -> failed(handler, complete, operations))
        .execute((instance, _) ->
            TenantContext.run(
                tenantOf(instance.getId()), () -> handler.handle(instance.getData())));
  }

  static TenantId tenantOf(String instance) {
    return new TenantId(Long.parseLong(instance.substring(0, instance.indexOf(':'))));
  }

  private <T> void failed(
      TaskHandler<T> handler, ExecutionComplete complete, ExecutionOperations<T> operations) {
    var execution = complete.getExecution();
    int failures = execution.consecutiveFailures + 1;
    Throwable cause = complete.getCause().orElseGet(() -> new IllegalStateException("no cause"));
    if (cause instanceof TaskHandler.TaskRefusedException || failures >= MOST_FAILURES) {
      log.error("{} is parked after {} failures", execution.taskInstance, failures, cause);
      parked.park(
          execution.taskInstance.getTaskName(),
          execution.taskInstance.getId(),
          json.writeValueAsBytes(execution.taskInstance.getData()),
          new ParkedTasks.Why(String.valueOf(cause.getMessage()), failures));
      operations.remove();
      TenantContext.run(
          tenantOf(execution.taskInstance.getId()),
          () ->
              handler.parked(
                  handler.type().payload().cast(execution.taskInstance.getData()),
                  String.valueOf(cause.getMessage())));
      return;
    }
    Duration pause = Duration.ofMillis(500L << Math.min(failures, 11));
    Duration bounded = pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause;
    log.warn("{} failed, again in {}", execution.taskInstance, bounded, cause);
    operations.reschedule(complete, complete.getTimeDone().plus(bounded));
  }

  @Override
  public void start() {
    scheduler.start();
    running = true;
  }

  @Override
  public void stop() {
    running = false;
    scheduler.stop();
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  /** Payloads as JSON, so that a newer version reads an older one's. */
  private record JsonSerializer(JsonMapper json)
      implements com.github.kagkarlsson.scheduler.serializer.Serializer {
    @Override
    public byte[] serialize(Object data) {
      return json.writeValueAsBytes(data);
    }

    @Override
    public <T> T deserialize(Class<T> type, byte[] bytes) {
      return json.readValue(bytes, type);
    }
  }
}
