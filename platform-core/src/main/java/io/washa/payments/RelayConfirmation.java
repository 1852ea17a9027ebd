package io.washa.payments;

import io.washa.payments.daraja.ConfirmationRelay;
import io.washa.payments.daraja.Shortcodes;
import io.washa.work.TaskHandler;
import io.washa.work.TaskType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Passes a confirmation on to the older system that wants it, after it was committed here. */
@Component
class RelayConfirmation implements TaskHandler<RelayConfirmation.Kept> {
  static final TaskType<Kept> TYPE =
      new TaskType<>("relay-confirmation", Kept.class, TaskType.BULK);

  private final CallbackLog callbacks;
  private final Shortcodes shortcodes;
  private final ConfirmationRelay relay;
  private final TransactionTemplate transaction;

  RelayConfirmation(
      CallbackLog callbacks,
      Shortcodes shortcodes,
      ConfirmationRelay relay,
      TransactionTemplate transaction) {
    this.callbacks = callbacks;
    this.shortcodes = shortcodes;
    this.relay = relay;
    this.transaction = transaction;
  }

  /** A confirmation that was kept. */
  record Kept(UUID callback) {}

  @Override
  public TaskType<Kept> type() {
    return TYPE;
  }

  @Override
  public void handle(Kept kept) {
    CallbackLog.Received received =
        transaction.execute(_ ->
            callbacks
                .find(kept.callback())
                .orElseThrow(() -> new TaskRefusedException("the callback is gone")));
    if (received == null) {
      return;
    }
    shortcodes
        .get(received.shortcode())
        .relay()
        .ifPresent(to -> {
          try {
            relay.post(to, received.body());
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
  }
}
