package io.washa.work;

import io.washa.tenancy.Tenant;
import io.washa.tenancy.TenantContext;
import io.washa.tenancy.TenantId;
import io.washa.tenancy.Tenants;
import io.washa.tenancy.WorkerDatabase;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Looks every 200 ms for tenants with something due, one unlocked read whatever their number, and
 * has each tenant's handlers work in batches. Tenants are shared among pods by shard locks in Redis
 * that only save work: without them PostgreSQL's row locks still see to it that nothing is done
 * twice.
 */
@Component
@ConditionalOnRole(Role.WORKER)
class DueRunner implements DisposableBean {
  private static final Logger log = LoggerFactory.getLogger(DueRunner.class);
  private static final int MOST_AT_ONCE = 8;

  private final WorkerDatabase database;
  private final Tenants tenants;
  private final Shards shards;
  private final Map<String, DueHandler> handlers;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  // Fair: the tenant that has waited longest goes next, whoever has most to do.
  private final Semaphore free = new Semaphore(MOST_AT_ONCE, true);
  private final Map<Due, Boolean> busy = new ConcurrentHashMap<>();

  DueRunner(WorkerDatabase database, Tenants tenants, Shards shards, List<DueHandler> handlers) {
    this.database = database;
    this.tenants = tenants;
    this.shards = shards;
    this.handlers =
        handlers.stream().collect(Collectors.toMap(DueHandler::kind, Function.identity()));
  }

  private record Due(TenantId tenant, String kind) {}

  @Scheduled(fixedDelay = 200)
  void look() {
    List<Due> due =
        database
            .jdbc()
            .sql(
                """
                SELECT DISTINCT tenant, kind FROM due
                 WHERE due_at <= (SELECT platform_now()) LIMIT 1000
                """)
            .query((row, _) -> new Due(new TenantId(row.getLong("tenant")), row.getString("kind")))
            .list();
    for (Due each : due) {
      if (handlers.containsKey(each.kind()) && shards.ours(each.tenant())) {
        begin(each);
      }
    }
  }

  private void begin(Due due) {
    if (busy.putIfAbsent(due, true) != null) {
      return;
    }
    try {
      // Waits for its turn there: left to the next look, it would be late by one more look.
      threads.execute(() -> {
        try {
          takeTurn(due);
        } finally {
          busy.remove(due);
        }
      });
    } catch (RejectedExecutionException e) {
      busy.remove(due);
    }
  }

  private void takeTurn(Due due) {
    try {
      free.acquire();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return;
    }
    try {
      // At the end of the program those that still wait are left to the next one.
      if (!threads.isShutdown()) {
        handle(due);
      }
    } finally {
      free.release();
    }
  }

  private void handle(Due due) {
    DueHandler handler = handlers.get(due.kind());
    if (handler == null) {
      return;
    }
    try {
      TenantContext.run(
          due.tenant(),
          () -> {
            // Bounded, so that one tenant's burst lets the others have their turn.
            for (int batch = 0; batch < 50 && handler.handleDue() == DueHandler.BATCH; batch++) {}
          });
    } catch (RuntimeException e) {
      log.error("what is due of tenant {} could not be handled, again soon", due.tenant(), e);
    }
  }

  /** Proves the due index complete: every tenant, every kind. */
  @Scheduled(
      fixedDelayString = "${washa.due.sweep:1h}",
      initialDelayString = "${washa.due.sweep:1h}")
  void sweep() {
    for (Tenant tenant : tenants.inBusiness()) {
      for (DueHandler handler : handlers.values()) {
        try {
          int missing = TenantContext.call(tenant.id(), handler::sweep);
          if (missing > 0) {
            log.error("{} due rows of {} were missing and are written", missing, tenant.slug());
          }
        } catch (RuntimeException e) {
          log.error("the due index of {} could not be swept", tenant.slug(), e);
        }
      }
    }
  }

  @Override
  public void destroy() {
    threads.shutdown();
  }
}
