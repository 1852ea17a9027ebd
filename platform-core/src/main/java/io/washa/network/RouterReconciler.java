package io.washa.network;

import io.washa.network.DesiredState.Sending;
import io.washa.tenancy.TenantContext;
import io.washa.work.ConditionalOnRole;
import io.washa.work.Role;
import io.washa.work.RouterLeases;
import io.washa.work.RouterLeases.TenantRouter;
import io.washa.work.WakeUp;
import io.washa.work.WakeUps;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Sends every router that is behind its desired state. Woken when routers were marked, and looking
 * by itself twice a second; each router has a thread and a lease of its own, so that one that does
 * not answer delays no other.
 */
@Component
@ConditionalOnRole(Role.WORKER)
class RouterReconciler implements SmartLifecycle {
  private static final Logger log = LoggerFactory.getLogger(RouterReconciler.class);
  private static final Duration LOOK = Duration.ofMillis(500);
  private static final Duration LEASE = Duration.ofSeconds(30);
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final int AT_ONCE = 512;

  /** Apart, so that however many do not answer, those that do find a place. */
  private static final int FAILED_AT_ONCE = 64;

  private final RouterLeases leases;
  private final DesiredState desired;
  private final RouterTransport transport;
  private final Semaphore bell = new Semaphore(0);
  private final Semaphore places = new Semaphore(AT_ONCE);
  private final Semaphore failedPlaces = new Semaphore(FAILED_AT_ONCE);
  private volatile boolean running;

  RouterReconciler(
      RouterLeases leases, DesiredState desired, RouterTransport transport, WakeUps wakeUps) {
    this.leases = leases;
    this.desired = desired;
    this.transport = transport;
    wakeUps.listen(reason -> {
      if (reason == WakeUp.ROUTERS) {
        wake();
      }
    });
  }

  /**
   * Why a router was not brought up to date.
   *
   * @param missed the router whose agent was not connected, if that was it
   */
  private record Failure(String reason, Optional<RouterAddress> missed) {}

  private void wake() {
    if (bell.availablePermits() == 0) {
      bell.release();
    }
  }

  @Override
  public void start() {
    running = true;
    Thread.ofVirtual().name("router-reconciler").start(this::run);
  }

  private void run() {
    while (running) {
      try {
        if (bell.tryAcquire(LOOK.toMillis(), TimeUnit.MILLISECONDS)) {
          bell.drainPermits();
        }
        look();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      } catch (RuntimeException e) {
        if (running) {
          log.warn("routers could not be looked at, again in {} ms", LOOK.toMillis(), e);
        }
      }
    }
  }

  private void look() {
    int free = places.availablePermits() + failedPlaces.availablePermits();
    for (RouterLeases.Behind behind : leases.behind(Math.max(1, free))) {
      Semaphore place = behind.failed() ? failedPlaces : places;
      if (place.tryAcquire()) {
        Thread.ofVirtual()
            .name("router-" + behind.router().router())
            .start(() -> reconcile(behind.router(), place));
      }
    }
  }

  private void reconcile(TenantRouter router, Semaphore place) {
    try {
      if (running && leases.take(router, LEASE)) {
        reconcileLeased(router);
      }
    } catch (RuntimeException e) {
      log.warn("router {}: its lease is left to run out", router.router(), e);
    } finally {
      place.release();
    }
  }

  private void reconcileLeased(TenantRouter router) {
    Optional<Failure> failure;
    try {
      failure = TenantContext.call(router.tenant(), () -> reconcile(router));
    } catch (RuntimeException e) {
      log.warn("router {} could not be sent its desired state", router.router(), e);
      failure = Optional.of(new Failure(String.valueOf(e.getMessage()), Optional.empty()));
    }
    if (failure.isPresent()) {
      leases.failed(router, failure.get().reason());
      if (failure.get().missed().filter(this::agentConnected).isPresent()) {
        // It came while we failed for want of it; its wish to be tried at once may have been lost.
        // The next look tries, unwoken: the directory may name a pod that has just died.
        leases.retryNow(router.tenant(), List.of(router.router()));
      }
    } else {
      leases.succeeded(router);
      // It may have been marked again meanwhile.
      wake();
    }
  }

  private boolean agentConnected(RouterAddress router) {
    return transport.agentConnected(router.tenant(), router.site());
  }

  /** Sends what the router lacks; returns why that failed. */
  private Optional<Failure> reconcile(TenantRouter router) {
    Optional<Sending> sending = desired.next(router.router());
    if (sending.isEmpty()) {
      return Optional.empty();
    }
    Delivery delivery = deliver(sending.get());
    if (delivery instanceof Delivery.NeedsSnapshot) {
      sending = desired.next(router.router());
      if (sending.isEmpty()) {
        return Optional.empty();
      }
      delivery = deliver(sending.get());
    }
    return switch (delivery) {
      case Delivery.Accepted _ -> Optional.empty();
      case Delivery.NeedsSnapshot _ -> failure("the agent asks for a snapshot again");
      case Delivery.NoAgent _ ->
          Optional.of(new Failure("no agent connected", Optional.of(sending.get().to())));
      case Delivery.Unanswered unanswered -> failure(unanswered.reason());
    };
  }

  private static Optional<Failure> failure(String reason) {
    return Optional.of(new Failure(reason, Optional.empty()));
  }

  private Delivery deliver(Sending sending) {
    Delivery delivery = transport.deliver(sending.to(), sending.parts(), PATIENCE);
    switch (delivery) {
      case Delivery.Accepted accepted -> desired.sent(sending, accepted.sentAt());
      case Delivery.Unanswered unanswered -> desired.sent(sending, unanswered.sentAt());
      case Delivery.NeedsSnapshot _, Delivery.NoAgent _ -> {}
    }
    return delivery;
  }

  @Override
  public void stop() {
    running = false;
    wake();
  }

  @Override
  public boolean isRunning() {
    return running;
  }
}
