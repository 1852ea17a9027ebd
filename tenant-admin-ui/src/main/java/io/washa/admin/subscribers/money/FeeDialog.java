package io.washa.admin.subscribers.money;

import static io.washa.admin.desk.Texts.text;

import com.vaadin.flow.component.datepicker.DatePicker;
import com.vaadin.flow.component.textfield.BigDecimalField;
import com.vaadin.flow.component.textfield.IntegerField;
import com.vaadin.flow.component.textfield.TextField;
import io.washa.admin.desk.Amounts;
import io.washa.admin.desk.TenantUi;
import io.washa.billing.Charges;
import io.washa.billing.documents.Document;
import io.washa.identity.Permission;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.UUID;

/** Charges a fee, at once or in instalments. */
final class FeeDialog extends MoneyDialog {
  private static final long serialVersionUID = 1L;
  private static final int MOST_INSTALMENTS = 24;

  private final transient MoneyDesk desk;
  private final UUID subscriber;
  private final TextField description = new TextField(text("money.description"));
  private final BigDecimalField amount = Amounts.field(text("payment.amount"));
  private final DatePicker due = new DatePicker(text("money.first-due"));
  private final IntegerField instalments = new IntegerField(text("money.instalments"));

  FeeDialog(MoneyDesk desk, UUID subscriber, Runnable changed) {
    super("money.fee", Permission.TAKE_PAYMENTS, changed);
    this.desk = desk;
    this.subscriber = subscriber;
    description.setMaxLength(200);
    description.setId("fee-description");
    amount.setId("fee-amount");
    due.setLocale(Locale.UK);
    due.setValue(desk.today());
    due.setMin(desk.today());
    instalments.setMin(1);
    instalments.setMax(MOST_INSTALMENTS);
    instalments.setValue(1);
    instalments.setStepButtonsVisible(true);
    instalments.setId("fee-instalments");
    about(text("money.fee.about"));
    fields(description, amount, due, instalments);
  }

  @Override
  Outcome book() {
    OptionalLong minor = Amounts.read(amount);
    LocalDate day = due.getValue();
    Integer parts = instalments.getValue();
    if (description.getValue().isBlank()) {
      return Outcome.refused("money.description.needed");
    } else if (minor.isEmpty() || minor.getAsLong() == 0) {
      return Outcome.refused("amount.wrong");
    } else if (day == null || day.isBefore(desk.today())) {
      return Outcome.refused("money.due.wrong");
    } else if (parts == null
        || parts < 1
        || parts > MOST_INSTALMENTS
        || parts > minor.getAsLong()) {
      return Outcome.refused("money.instalments.wrong");
    }
    Charges.Fee fee =
        new Charges.Fee(subscriber, description.getValue().strip(), minor.getAsLong(), day, parts)
            .because(request());
    List<Document> invoices =
        TenantUi.ask(() -> desk.books().charges().charge(fee, MoneyDesk.who()));
    return new Outcome.Done(text("money.fee.done", words().money(minor.getAsLong())), invoices);
  }
}
