package io.washa.payments;

import io.washa.audit.Audit;
import io.washa.payments.daraja.Shortcodes;
import io.washa.tenancy.TenantContext;
import io.washa.tenancy.Tenants;
import io.washa.work.TaskHandler;
import io.washa.work.TaskType;
import io.washa.work.Tasks;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Takes callbacks in: finds the tenant by the path's token and settles in one transaction, without
 * Redis, remote call or business rule in between. What cannot be settled is kept and settled later.
 */
@Component
public class CallbackIngest implements TaskHandler<CallbackIngest.Kept> {
  private static final TaskType<Kept> SETTLE_KEPT =
      new TaskType<>("settle-callback", Kept.class, TaskType.PAYMENT);
  private static final Logger log = LoggerFactory.getLogger(CallbackIngest.class);
  private static final long NOTE_EVERY_NANOS = Duration.ofMinutes(1).toNanos();

  private final Tenants tenants;
  private final Settling settling;
  private final CallbackLog callbacks;
  private final Shortcodes shortcodes;
  private final Sources sources;
  private final Strangers strangers;
  private final Audit audit;
  private final Tasks tasks;
  private final TransactionTemplate transaction;
  private final Map<UUID, Long> noted = new ConcurrentHashMap<>();

  CallbackIngest(
      Tenants tenants,
      Settling settling,
      CallbackLog callbacks,
      Shortcodes shortcodes,
      Sources sources,
      Strangers strangers,
      Audit audit,
      Tasks tasks,
      TransactionTemplate transaction) {
    this.tenants = tenants;
    this.settling = settling;
    this.callbacks = callbacks;
    this.shortcodes = shortcodes;
    this.sources = sources;
    this.strangers = strangers;
    this.audit = audit;
    this.tasks = tasks;
    this.transaction = transaction;
  }

  /** A callback that is kept and not settled yet. */
  public record Kept(UUID callback) {}

  /** What to answer Safaricom. */
  public enum Taken {
    /** 200: committed, whatever it was. */
    YES,
    /** 404, with no detail: the token was never given out. */
    UNKNOWN_TOKEN,
    /** 503: not even keeping it was possible; perhaps it is sent again. */
    NO
  }

  /**
   * What was posted.
   *
   * @param named the prompt, or the question, that the path names
   * @param source the address it came from
   */
  record Posted(CallbackLog.Kind kind, @Nullable UUID named, String body, String source) {
    /** Leaves personal data out. */
    @Override
    public String toString() {
      return "Posted[" + kind + "]";
    }
  }

  /** Takes a callback in. */
  Taken take(String token, Posted posted) {
    return tenants
        .findCallbackRoute(token)
        .map(route ->
            TenantContext.<Taken, RuntimeException>call(
                route.tenant(),
                () ->
                    take(
                        new CallbackLog.Received(
                            route.shortcode(),
                            posted.kind(),
                            posted.named(),
                            posted.body(),
                            posted.source()))))
        .orElseGet(() -> {
          strangers.note(posted.source());
          return Taken.UNKNOWN_TOKEN;
        });
  }

  /** Takes a confirmation of the past in, as a demonstration lives through it. */
  public Taken confirmation(String token, String body) {
    return take(token, new Posted(CallbackLog.Kind.CONFIRMATION, null, body, ""));
  }

  /**
   * Settles a callback that was kept without being settled, because a member of staff says so.
   *
   * @return false if there is no such callback
   */
  public boolean letThrough(UUID callback, String who) {
    return Boolean.TRUE.equals(
        transaction.execute(_ -> {
          Optional<CallbackLog.Received> kept = callbacks.find(callback);
          kept.ifPresent(received -> {
            settling.settleKept(callback, received, who);
            audit.note(
                new Audit.Deed(who, "callback.let-through", "callback:" + callback, Map.of()));
          });
          return kept.isPresent();
        }));
  }

  private Taken take(CallbackLog.Received received) {
    try {
      if (!sources.mayGive(received.source())) {
        transaction.executeWithoutResult(
            _ -> callbacks.keep(received, "from an address that is not on the list"));
        return Taken.YES;
      }
      transaction.executeWithoutResult(_ -> settling.settle(received));
    } catch (RuntimeException e) {
      log.error("{} could not be settled, keeping it for later", received, e);
      return keep(received);
    }
    note(received.shortcode());
    return Taken.YES;
  }

  private Taken keep(CallbackLog.Received received) {
    try {
      transaction.executeWithoutResult(_ -> {
        boolean _ = callbacks.keep(received, "not settled at first");
        UUID id = callbacks.idOf(received);
        tasks.enqueue(SETTLE_KEPT, id.toString(), new Kept(id));
      });
      return Taken.YES;
    } catch (RuntimeException e) {
      log.error("{} could not even be kept", received, e);
      return Taken.NO;
    }
  }

  /**
   * One row for all callbacks of a shortcode: written now and then, never inside their commit. A
   * minute, for with many shortcodes that get little each, every note is a transaction beside one.
   */
  private void note(UUID shortcode) {
    long now = System.nanoTime();
    Long last = noted.get(shortcode);
    if (last == null || now - last > NOTE_EVERY_NANOS) {
      noted.put(shortcode, now);
      try {
        transaction.executeWithoutResult(_ -> shortcodes.noteCallback(shortcode));
      } catch (RuntimeException e) {
        log.warn("the time of the last callback could not be noted", e);
      }
    }
  }

  @Override
  public TaskType<Kept> type() {
    return SETTLE_KEPT;
  }

  @Override
  public void handle(Kept kept) {
    transaction.executeWithoutResult(_ ->
        settling.settleKept(
            kept.callback(),
            callbacks
                .find(kept.callback())
                .orElseThrow(() -> new TaskHandler.TaskRefusedException("the callback is gone")),
            "washa"));
  }
}
