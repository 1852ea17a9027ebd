package io.washa.admin.subscribers.money;

import static io.washa.admin.desk.Texts.text;

import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.BigDecimalField;
import com.vaadin.flow.component.textfield.IntegerField;
import com.vaadin.flow.component.textfield.TextField;
import io.washa.admin.desk.Amounts;
import io.washa.admin.desk.TenantUi;
import io.washa.billing.Prices;
import io.washa.identity.Permission;
import java.util.OptionalLong;
import java.util.UUID;

/** Gives a service a discount: a part of the price or an amount. */
final class DiscountDialog extends MoneyDialog {
  private static final long serialVersionUID = 1L;
  private static final String PERCENT = "percent";
  private static final String AMOUNT = "amount";
  private static final int WHOLE_BP = 10_000;

  private final transient Prices prices;
  private final UUID service;
  private final Select<String> kind = new Select<>();
  private final BigDecimalField off = new BigDecimalField(text("money.discount.off"));
  private final IntegerField periods = new IntegerField(text("money.discount.periods"));
  private final TextField reason = new TextField(text("payment.undo.reason"));

  DiscountDialog(MoneyDesk desk, UUID service, Runnable changed) {
    super("money.discount", Permission.CREDIT, changed);
    this.prices = desk.contracts().prices();
    this.service = service;
    kind.setLabel(text("money.discount.kind"));
    kind.setItems(PERCENT, AMOUNT);
    kind.setItemLabelGenerator(one -> text("money.discount." + one));
    kind.setValue(PERCENT);
    off.setId("discount-off");
    periods.setId("discount-periods");
    periods.setMin(1);
    periods.setHelperText(text("money.discount.periods.about"));
    reason.setId("discount-reason");
    reason.setMaxLength(200);
    fields(kind, off, periods, reason);
  }

  @Override
  Outcome book() {
    // Hundredths either way: of a percent, or of a shilling.
    OptionalLong hundredths = Amounts.read(off);
    Integer lasts = periods.getValue();
    boolean part = PERCENT.equals(kind.getValue());
    if (hundredths.isEmpty()
        || hundredths.getAsLong() == 0
        || (part && hundredths.getAsLong() > WHOLE_BP)) {
      return Outcome.refused("money.discount.wrong");
    } else if ((lasts != null && lasts < 1) || periods.isInvalid()) {
      return Outcome.refused("money.discount.periods.wrong");
    } else if (reason.getValue().isBlank()) {
      return Outcome.refused("money.reason.needed");
    }
    long value = hundredths.getAsLong();
    Prices.NewDiscount wanted =
        new Prices.NewDiscount(
            service,
            part ? (Integer) Math.toIntExact(value) : null,
            part ? null : (Long) value,
            lasts,
            reason.getValue());
    return TenantUi.ask(() -> prices.give(wanted, MoneyDesk.who())).isPresent()
        ? Outcome.done("money.discount.done")
        : Outcome.refused("money.gone");
  }
}
