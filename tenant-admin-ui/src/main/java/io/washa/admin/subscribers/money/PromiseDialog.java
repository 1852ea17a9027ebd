package io.washa.admin.subscribers.money;

import static io.washa.admin.desk.Texts.text;

import com.vaadin.flow.component.textfield.IntegerField;
import io.washa.admin.desk.TenantUi;
import io.washa.billing.Promises;
import io.washa.billing.Promises.Promised;
import io.washa.identity.Permission;
import java.time.Instant;
import java.util.UUID;

/** Switches a service on for a promise to pay. */
final class PromiseDialog extends MoneyDialog {
  private static final long serialVersionUID = 1L;

  private final transient Promises promises;
  private final UUID service;
  private final IntegerField hours = new IntegerField(text("money.promise.hours"));

  PromiseDialog(MoneyDesk desk, UUID service, Runnable changed) {
    super("money.promise", Permission.MANAGE_SUBSCRIBERS, changed);
    this.promises = desk.contracts().promises();
    this.service = service;
    int most = TenantUi.ask(promises::most);
    hours.setMin(1);
    hours.setMax(Math.max(1, most));
    hours.setValue(Math.max(1, most));
    hours.setStepButtonsVisible(true);
    about(most == 0 ? text("money.promise.none") : text("money.promise.about", most));
    fields(hours);
  }

  @Override
  Outcome book() {
    Integer wanted = hours.getValue();
    if (wanted == null) {
      return Outcome.refused("money.promise.hours.needed");
    }
    return switch (TenantUi.ask(() -> promises.take(service, wanted, MoneyDesk.who()))) {
      case Promised.Until(Instant end) -> Outcome.done("money.promise.done", words().date(end));
      case Promised.TooLong(int most) ->
          most == 0
              ? Outcome.refused("money.promise.none")
              : Outcome.refused("money.promise.about", most);
      case Promised.Had _ -> Outcome.refused("money.promise.had");
      case Promised.On _ -> Outcome.refused("money.promise.on");
      case Promised.NotNow _ -> Outcome.refused("money.promise.not-now");
    };
  }
}
