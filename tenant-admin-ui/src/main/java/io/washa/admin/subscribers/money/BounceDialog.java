package io.washa.admin.subscribers.money;

import static io.washa.admin.desk.Texts.text;

import com.vaadin.flow.component.textfield.BigDecimalField;
import com.vaadin.flow.component.textfield.TextField;
import io.washa.admin.desk.Amounts;
import io.washa.admin.desk.Parts;
import io.washa.admin.desk.TenantUi;
import io.washa.billing.BankReceipts;
import io.washa.identity.Permission;
import java.util.OptionalLong;

/** A cheque came back from the bank. */
final class BounceDialog extends MoneyDialog {
  private static final long serialVersionUID = 1L;

  private final transient BankReceipts receipts;
  private final transient BankReceipts.Pending cheque;
  private final TextField reason = new TextField(text("payment.undo.reason"));
  private final BigDecimalField fee = Amounts.field(text("money.bounce.fee"));

  BounceDialog(MoneyDesk desk, BankReceipts.Pending cheque, Runnable changed) {
    super("money.bounce", Permission.VOID, changed);
    this.receipts = desk.books().bank();
    this.cheque = cheque;
    reason.setMaxLength(200);
    reason.setId("bounce-reason");
    about(Parts.dotted(cheque.bank(), cheque.number(), words().money(cheque.amount())));
    fields(reason, fee);
  }

  @Override
  Outcome book() {
    OptionalLong minor = fee.isEmpty() ? OptionalLong.of(0) : Amounts.read(fee);
    if (minor.isEmpty()) {
      return Outcome.refused("money.bounce.fee.wrong");
    } else if (reason.getValue().isBlank()) {
      return Outcome.refused("money.reason.needed");
    }
    boolean done =
        TenantUi.ask(() ->
            receipts.bounce(cheque.id(), reason.getValue(), minor.getAsLong(), MoneyDesk.who()));
    return done ? Outcome.done("money.bounce.done") : Outcome.refused("money.gone");
  }
}
