package io.washa.admin.subscribers.money;

import static io.washa.admin.desk.Texts.text;

import com.vaadin.flow.component.datepicker.DatePicker;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.BigDecimalField;
import com.vaadin.flow.component.textfield.TextField;
import io.washa.admin.desk.Amounts;
import io.washa.admin.desk.Parts;
import io.washa.admin.desk.TenantUi;
import io.washa.billing.BankReceipts;
import io.washa.billing.BankReceipts.Kind;
import io.washa.billing.BankReceipts.NewReceipt;
import io.washa.billing.BankReceipts.Taken;
import io.washa.identity.Permission;
import io.washa.insight.SubscriberMoney.ServiceMoney;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;

/** Takes a cheque or enters a bank transfer. */
final class BankDialog extends MoneyDialog {
  private static final long serialVersionUID = 1L;
  private static final int LONGEST = 100;

  private final transient BankReceipts receipts;
  private final Select<Kind> kind = new Select<>();
  private final Select<ServiceMoney> service = new Select<>();
  private final TextField bank = new TextField(text("money.bank.name"));
  private final TextField number = new TextField(text("money.bank.number"));
  private final BigDecimalField amount = Amounts.field(text("payment.amount"));
  private final DatePicker valueOn = new DatePicker(text("money.bank.value"));

  BankDialog(MoneyDesk desk, List<ServiceMoney> services, Runnable changed) {
    super("money.bank", Permission.TAKE_PAYMENTS, changed);
    receipts = desk.books().bank();
    kind.setLabel(text("money.bank.kind"));
    kind.setItems(Kind.TRANSFER, Kind.CHEQUE);
    kind.setItemLabelGenerator(one -> text("money.bank." + one.name().toLowerCase(Locale.ROOT)));
    kind.setValue(Kind.TRANSFER);
    kind.setId("bank-kind");
    service.setLabel(text("money.bank.service"));
    service.setItems(services);
    service.setItemLabelGenerator(one -> Parts.dotted(one.plan(), one.username()));
    services.stream().findFirst().ifPresent(service::setValue);
    bank.setMaxLength(40);
    bank.setId("bank-name");
    number.setMaxLength(50);
    number.setId("bank-number");
    amount.setId("bank-amount");
    valueOn.setLocale(Locale.UK);
    valueOn.setValue(desk.today());
    about(text("money.bank.about"));
    fields(kind, service, bank, number, amount, valueOn);
  }

  @Override
  Outcome book() {
    OptionalLong minor = Amounts.read(amount);
    ServiceMoney picked = service.getValue();
    Kind how = kind.getValue();
    LocalDate day = valueOn.getValue();
    if (picked == null || how == null) {
      return Outcome.refused("money.bank.no-service");
    } else if (bank.getValue().isBlank()
        || number.getValue().isBlank()
        || bank.getValue().length() + number.getValue().length() > LONGEST) {
      return Outcome.refused("money.bank.needed");
    } else if (minor.isEmpty() || minor.getAsLong() == 0) {
      return Outcome.refused("amount.wrong");
    } else if (day == null) {
      return Outcome.refused("money.bank.value.needed");
    }
    NewReceipt wanted =
        new NewReceipt(
            how, picked.service(), bank.getValue(), number.getValue(), minor.getAsLong(), day);
    return switch (TenantUi.ask(() -> receipts.take(wanted, MoneyDesk.who()))) {
      case Taken.Booked _ -> Outcome.done("money.bank.booked", words().money(wanted.amount()));
      case Taken.Waits _ -> Outcome.done("money.bank.waits");
      case Taken.Already _ -> Outcome.refused("money.bank.already");
      case Taken.NoService _ -> Outcome.refused("money.bank.no-service");
    };
  }
}
