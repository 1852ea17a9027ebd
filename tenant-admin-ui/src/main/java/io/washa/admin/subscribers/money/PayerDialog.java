package io.washa.admin.subscribers.money;

import static io.washa.admin.desk.Texts.text;

import com.vaadin.flow.component.textfield.TextField;
import io.washa.admin.desk.TenantUi;
import io.washa.customers.AccountNumber;
import io.washa.customers.Subscriber;
import io.washa.identity.Permission;
import io.washa.insight.SubscriberMoney.ServiceMoney;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/** Has a service paid by another subscriber, or by its own again. */
final class PayerDialog extends MoneyDialog {
  private static final long serialVersionUID = 1L;

  private final transient MoneyDesk desk;
  private final UUID service;
  private final TextField account = new TextField(text("money.payer.account"));

  PayerDialog(MoneyDesk desk, ServiceMoney service, Runnable changed) {
    super("money.payer", Permission.MANAGE_SUBSCRIBERS, changed);
    this.desk = desk;
    this.service = service.service();
    account.setId("payer-account");
    account.setMaxLength(20);
    account.setHelperText(text("money.payer.empty"));
    var payer = service.payer();
    if (payer != null) {
      account.setValue(payer.account());
    }
    about(text("money.payer.about"));
    fields(account);
  }

  @Override
  Outcome book() {
    Optional<UUID> payer = Optional.empty();
    if (!account.getValue().isBlank()) {
      payer =
          TenantUi.ask(() ->
                  desk.books()
                      .subscribers()
                      .findByAccountNumber(AccountNumber.normalise(account.getValue())))
              .map(Subscriber::id);
      if (payer.isEmpty()) {
        return Outcome.refused("payer.no_subscriber");
      }
    }
    Optional<UUID> wanted = payer;
    var answer =
        TenantUi.ask(() -> desk.contracts().customers().setPayer(service, wanted, MoneyDesk.who()));
    String key = "payer." + answer.name().toLowerCase(Locale.ROOT);
    return switch (answer) {
      case SET, ALREADY -> Outcome.done(key);
      case NO_SERVICE, NO_SUBSCRIBER, ITSELF, POSTPAID -> Outcome.refused(key);
    };
  }
}
