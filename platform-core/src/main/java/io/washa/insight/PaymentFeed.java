package io.washa.insight;

import io.washa.tenancy.TenantContext;
import io.washa.tenancy.TenantId;
import io.washa.work.ConditionalOnRole;
import io.washa.work.Role;
import io.washa.work.WakeUps;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.EventListener;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Tells open screens of new payments and of how the newest come along, whichever pod took them. One
 * query for a tenant, however many look: at once after a wake-up, every second while the newest
 * payments are on their way, else every five seconds, so that Redis may be away.
 */
@Component
@ConditionalOnRole(Role.ADMIN)
public class PaymentFeed {
  /** How many of the newest payments are watched. */
  public static final int WATCHED = 50;

  private static final Logger log = LoggerFactory.getLogger(PaymentFeed.class);
  private static final Duration IDLE = Duration.ofSeconds(5);
  private static final Duration BUSY = Duration.ofSeconds(1);
  private static final Duration ON_ITS_WAY = Duration.ofSeconds(20);

  private final PaymentList payments;
  private final Map<TenantId, Room> rooms = new ConcurrentHashMap<>();

  PaymentFeed(PaymentList payments, WakeUps others) {
    this.payments = payments;
    others.hear(PaymentNews.TOPIC, this::heard);
  }

  /** Somebody who looks at payments. */
  @FunctionalInterface
  public interface Listener {
    /** The newest payments, which are not as they were. Called without a tenant; must be quick. */
    void changed(List<PaymentList.Line> newest);
  }

  /** Ends the listening. */
  public interface Registration extends AutoCloseable {
    @Override
    void close();
  }

  /** Adds a listener for the bound tenant. */
  public Registration listen(Listener listener) {
    TenantId tenant = TenantContext.current();
    rooms.compute(
        tenant,
        (_, known) -> {
          Room room = known == null ? new Room() : known;
          room.listeners.add(listener);
          return room;
        });
    return () ->
        rooms.computeIfPresent(
            tenant,
            (_, room) -> {
              room.listeners.remove(listener);
              return room.listeners.isEmpty() ? null : room;
            });
  }

  /** This pod's own payments come without Redis, too. */
  @EventListener
  void recorded(PaymentNews news) {
    wake(news.tenant());
  }

  private void heard(String text) {
    try {
      wake(new TenantId(Long.parseLong(text)));
    } catch (IllegalArgumentException e) {
      log.debug("not a tenant's number: {}", text);
    }
  }

  private void wake(TenantId tenant) {
    Room room = rooms.get(tenant);
    if (room != null) {
      room.wokenAtNanos = System.nanoTime();
      room.woken.set(true);
    }
  }

  @Scheduled(fixedDelay = 200)
  void look() {
    rooms.forEach((tenant, room) -> {
      if (room.isDue(System.nanoTime()) && room.looking.compareAndSet(false, true)) {
        // A slow tenant must not hold up the others.
        Thread.ofVirtual().name("payment-feed-" + tenant).start(() -> look(tenant, room));
      }
    });
  }

  private void look(TenantId tenant, Room room) {
    try {
      room.woken.set(false);
      room.lookedAtNanos = System.nanoTime();
      room.show(
          TenantContext.<List<PaymentList.Line>, RuntimeException>call(
              tenant, () -> payments.page(null, WATCHED)));
    } catch (RuntimeException e) {
      log.warn("payments of tenant {} could not be read, trying again: {}", tenant, e.getMessage());
    } finally {
      room.looking.set(false);
    }
  }

  /** The listeners of one tenant. */
  private static final class Room {
    final List<Listener> listeners = new CopyOnWriteArrayList<>();
    final AtomicBoolean woken = new AtomicBoolean(true);
    final AtomicBoolean looking = new AtomicBoolean();
    volatile long wokenAtNanos = System.nanoTime();
    volatile long lookedAtNanos = wokenAtNanos;
    private @Nullable List<PaymentList.Line> shown;

    boolean isDue(long nowNanos) {
      boolean busy = nowNanos - wokenAtNanos < ON_ITS_WAY.toNanos();
      return woken.get() || nowNanos - lookedAtNanos >= (busy ? BUSY : IDLE).toNanos();
    }

    void show(List<PaymentList.Line> newest) {
      if (newest.equals(shown)) {
        return;
      }
      shown = newest;
      for (Listener listener : listeners) {
        try {
          listener.changed(newest);
        } catch (RuntimeException e) {
          log.debug("a screen that is gone: {}", e.getMessage());
        }
      }
    }
  }
}
