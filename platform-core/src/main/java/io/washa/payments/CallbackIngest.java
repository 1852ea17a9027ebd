package io.washa.payments;

import io.washa.payments.daraja.Shortcodes;
import io.washa.tenancy.TenantContext;
import io.washa.tenancy.Tenants;
import io.washa.work.TaskHandler;
import io.washa.work.TaskType;
import io.washa.work.Tasks;
import java.time.Duration;
import java.util.Map;
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
  private static final long NOTE_EVERY_NANOS = Duration.ofSeconds(10).toNanos();

  private final Tenants tenants;
  private final Settling settling;
  private final CallbackLog callbacks;
  private final Shortcodes shortcodes;
  private final Tasks tasks;
  private final TransactionTemplate transaction;
  private final Map<UUID, Long> noted = new ConcurrentHashMap<>();

  CallbackIngest(
      Tenants tenants,
      Settling settling,
      CallbackLog callbacks,
      Shortcodes shortcodes,
      Tasks tasks,
      TransactionTemplate transaction) {
    this.tenants = tenants;
    this.settling = settling;
    this.callbacks = callbacks;
    this.shortcodes = shortcodes;
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

  /** Takes the result of a prompt. */
  public Taken stk(String token, UUID intent, String body) {
    return take(token, CallbackLog.Kind.STK, intent, body);
  }

  /** Takes the confirmation of a payment to a PayBill or till. */
  public Taken confirmation(String token, String body) {
    return take(token, CallbackLog.Kind.CONFIRMATION, null, body);
  }

  /** Whether a path's token was given out. */
  public boolean knows(String token) {
    return tenants.findCallbackRoute(token).isPresent();
  }

  private Taken take(String token, CallbackLog.Kind kind, @Nullable UUID intent, String body) {
    return tenants
        .findCallbackRoute(token)
        .map(route ->
            TenantContext.<Taken, RuntimeException>call(
                route.tenant(),
                () -> take(new CallbackLog.Received(route.shortcode(), kind, intent, body))))
        .orElse(Taken.UNKNOWN_TOKEN);
  }

  private Taken take(CallbackLog.Received received) {
    try {
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
        callbacks.keep(received, "not settled at first");
        UUID id = callbacks.idOf(received);
        tasks.enqueue(SETTLE_KEPT, id.toString(), new Kept(id));
      });
      return Taken.YES;
    } catch (RuntimeException e) {
      log.error("{} could not even be kept", received, e);
      return Taken.NO;
    }
  }

  /** One row for all callbacks of a shortcode: written now and then, never inside their commit. */
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
        settling.settle(
            callbacks
                .find(kept.callback())
                .orElseThrow(() -> new TaskHandler.TaskRefusedException("the callback is gone"))));
  }
}
