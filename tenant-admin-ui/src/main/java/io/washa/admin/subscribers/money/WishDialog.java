package io.washa.admin.subscribers.money;

import static io.washa.admin.desk.Texts.text;

import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.textfield.TextField;
import io.washa.admin.desk.TenantUi;
import io.washa.billing.documents.DocumentDesk.Wish;
import io.washa.billing.documents.KraPin;
import io.washa.identity.Permission;
import java.util.Optional;
import java.util.UUID;

/** Whether a subscriber wants a tax invoice for each sale, and its PIN. */
final class WishDialog extends MoneyDialog {
  private static final long serialVersionUID = 1L;

  private final transient MoneyDesk desk;
  private final UUID subscriber;
  private final Checkbox wants = new Checkbox(text("money.wish.wants"));
  private final TextField pin = new TextField(text("money.buyer-pin"));

  WishDialog(MoneyDesk desk, MoneyState state, Runnable changed) {
    super("money.wish", Permission.MANAGE_SUBSCRIBERS, changed);
    this.desk = desk;
    this.subscriber = state.subscriber();
    wants.setValue(state.wish().invoices());
    KraPin known = state.wish().pin();
    pin.setValue(known == null ? "" : known.text());
    pin.setMaxLength(20);
    pin.setPlaceholder("P051234567Q");
    about(text("money.wish.about"));
    fields(wants, pin);
  }

  @Override
  Outcome book() {
    Optional<KraPin> read = KraPin.parse(pin.getValue());
    if (read.isEmpty() && !pin.getValue().isBlank()) {
      return Outcome.refused("money.pin.wrong");
    }
    Wish wish = new Wish(wants.getValue(), read.orElse(null));
    return TenantUi.ask(() -> desk.books().desk().want(subscriber, wish, MoneyDesk.who()))
        ? Outcome.done("money.wish.done")
        : Outcome.refused("money.gone");
  }
}
