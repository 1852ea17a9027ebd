package io.washa.admin.subscribers.money;

import static io.washa.admin.desk.Texts.text;

import com.vaadin.flow.component.textfield.BigDecimalField;
import com.vaadin.flow.component.textfield.TextField;
import io.washa.admin.desk.Amounts;
import io.washa.admin.desk.TenantUi;
import io.washa.billing.Charges;
import io.washa.identity.Permission;
import java.util.OptionalLong;
import java.util.UUID;

/** Puts a deposit aside out of the wallet, or gives one back into it. */
final class DepositDialog extends MoneyDialog {
  private static final long serialVersionUID = 1L;

  private final transient MoneyDesk desk;
  private final UUID subscriber;
  private final boolean back;
  private final BigDecimalField amount = Amounts.field(text("payment.amount"));
  private final TextField reason = new TextField(text("money.deposit.for"));

  private DepositDialog(boolean back, MoneyDesk desk, UUID subscriber, Runnable changed) {
    super(
        back ? "money.deposit-back" : "money.deposit",
        back ? Permission.REFUND : Permission.TAKE_PAYMENTS,
        changed);
    this.back = back;
    this.desk = desk;
    this.subscriber = subscriber;
    amount.setId("deposit-amount");
    reason.setId("deposit-reason");
    reason.setMaxLength(200);
    about(text(back ? "money.deposit-back.about" : "money.deposit.about"));
    fields(amount, reason);
  }

  static DepositDialog take(MoneyDesk desk, UUID subscriber, Runnable changed) {
    return new DepositDialog(false, desk, subscriber, changed);
  }

  static DepositDialog giveBack(MoneyDesk desk, UUID subscriber, Runnable changed) {
    return new DepositDialog(true, desk, subscriber, changed);
  }

  @Override
  Outcome book() {
    OptionalLong minor = Amounts.read(amount);
    if (minor.isEmpty() || minor.getAsLong() == 0) {
      return Outcome.refused("amount.wrong");
    } else if (reason.getValue().isBlank()) {
      return Outcome.refused("money.reason.needed");
    }
    Charges.Move move =
        new Charges.Move(subscriber, minor.getAsLong(), MoneyDesk.who(), reason.getValue().strip())
            .because(request());
    Charges charges = desk.books().charges();
    Charges.Moved moved =
        TenantUi.ask(() -> back ? charges.giveDepositBack(move) : charges.takeDeposit(move));
    String key = back ? "money.deposit-back" : "money.deposit";
    return switch (moved) {
      case DONE -> Outcome.done(key + ".done", words().money(move.amount()));
      case TOO_LITTLE -> Outcome.refused(key + ".too-little");
    };
  }
}
