package io.washa.api.subscriber;

import io.washa.tenancy.TenantContext;
import io.washa.tenancy.TenantId;
import io.washa.work.ConditionalOnRole;
import io.washa.work.Role;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/**
 * Tells how payments go as it happens. Each stream is a virtual thread that looks at the database;
 * a pod has so many of them and no more, and one tenant at most a quarter.
 */
@Component
@ConditionalOnRole(Role.API)
class StatusStreams {
  private static final Logger LOG = LoggerFactory.getLogger(StatusStreams.class);
  private static final Duration LOOK = Duration.ofMillis(300);
  private static final Duration LOOK_LATER = Duration.ofSeconds(2);
  private static final Duration OFTEN = Duration.ofSeconds(60);
  private static final Duration HEARTBEAT = Duration.ofSeconds(15);

  private final Statuses statuses;
  private final Semaphore room;
  private final int mostOfATenant;
  private final Duration life;
  private final Map<TenantId, Integer> open = new ConcurrentHashMap<>();
  private volatile boolean closing;

  StatusStreams(
      Statuses statuses,
      @Value("${washa.api.streams.most:200}") int most,
      @Value("${washa.api.streams.life:5m}") Duration life) {
    this.statuses = statuses;
    this.room = new Semaphore(most);
    this.mostOfATenant = Math.max(1, most / 4);
    this.life = life;
  }

  /** What a stream tells of. */
  private record Subject(TenantId tenant, UUID payment, Statuses.Listener listener) {}

  /** Opens a stream; empty if there is no room for one more. */
  Optional<SseEmitter> open(TenantId tenant, UUID payment, Statuses.Listener listener) {
    if (closing || !room.tryAcquire()) {
      return Optional.empty();
    }
    if (open.merge(tenant, 1, Integer::sum) > mostOfATenant) {
      leave(tenant);
      return Optional.empty();
    }
    SseEmitter emitter = new SseEmitter(life.plusSeconds(30).toMillis());
    Subject subject = new Subject(tenant, payment, listener);
    Thread.ofVirtual().name("status-" + payment).start(() -> tell(subject, emitter));
    return Optional.of(emitter);
  }

  private void leave(TenantId tenant) {
    open.computeIfPresent(tenant, (_, count) -> count > 1 ? count - 1 : null);
    room.release();
  }

  private void tell(Subject subject, SseEmitter emitter) {
    try {
      TenantContext.<@Nullable Object, Exception>call(
          subject.tenant(),
          () -> {
            emitter.send(SseEmitter.event().name("end").data(follow(subject, emitter)));
            return null;
          });
      emitter.complete();
    } catch (IOException | IllegalStateException e) {
      LOG.debug("the listener has gone: {}", e.getMessage());
      emitter.complete();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      emitter.complete();
    } catch (Exception e) {
      LOG.warn("a stream about payment {} broke", subject.payment(), e);
      emitter.complete();
    } finally {
      leave(subject.tenant());
    }
  }

  /** Tells each change; returns why there is no more to tell. */
  private String follow(Subject subject, SseEmitter emitter)
      throws IOException, InterruptedException {
    long begin = System.nanoTime();
    long spoke = begin;
    PaymentStatus last = null;
    while (!closing && since(begin).compareTo(life) < 0) {
      PaymentStatus now = statuses.find(subject.payment(), subject.listener()).orElseThrow();
      if (!now.equals(last)) {
        emitter.send(SseEmitter.event().name("status").data(now, MediaType.APPLICATION_JSON));
        spoke = System.nanoTime();
        last = now;
      } else if (since(spoke).compareTo(HEARTBEAT) > 0) {
        emitter.send(SseEmitter.event().comment("still here"));
        spoke = System.nanoTime();
      }
      if (now.isOver()) {
        return now.online() ? "online" : "failed";
      }
      Thread.sleep(since(begin).compareTo(OFTEN) < 0 ? LOOK : LOOK_LATER);
    }
    return "deadline";
  }

  private static Duration since(long nanos) {
    return Duration.ofNanos(System.nanoTime() - nanos);
  }

  /** Lets streams end, so that they do not hold up the pod's. */
  @EventListener(ContextClosedEvent.class)
  void close() {
    closing = true;
  }
}
