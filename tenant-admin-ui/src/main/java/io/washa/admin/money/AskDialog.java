package io.washa.admin.money;

import static io.washa.admin.desk.Texts.text;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.notification.Notification;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.BigDecimalField;
import com.vaadin.flow.component.textfield.TextField;
import io.washa.admin.desk.TenantUi;
import io.washa.billing.Tills;
import io.washa.billing.approvals.ApprovalKind;
import io.washa.billing.approvals.Approvals;
import io.washa.billing.approvals.NewApproval;
import io.washa.billing.approvals.Obstacle;
import io.washa.customers.AccountNumber;
import io.washa.customers.Subscriber;
import io.washa.customers.Subscribers;
import java.math.BigDecimal;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Asks for a credit or a refund of a subscriber. */
public final class AskDialog extends Dialog {
  private static final long serialVersionUID = 1L;

  private static final String CASH = "cash";
  private static final String BANK = "bank";

  private final transient Approvals approvals;
  private final transient Subscribers subscribers;
  private final transient Tills tills;
  private final ApprovalKind kind;
  private final String request = UUID.randomUUID().toString();
  private final TextField account = new TextField(text("subscriber.account"));
  private final BigDecimalField amount = new BigDecimalField(text("payment.amount"));
  private final TextField reason = new TextField(text("payment.undo.reason"));
  private final Select<String> from = new Select<>();

  /** A dialog that asks for this kind. */
  public AskDialog(Approvals approvals, Subscribers subscribers, Tills tills, ApprovalKind kind) {
    this.approvals = approvals;
    this.subscribers = subscribers;
    this.tills = tills;
    this.kind = kind;
    setHeaderTitle(Asking.name(kind));
    reason.setMaxLength(500);
    reason.setWidthFull();
    from.setLabel(text("approvals.from"));
    from.setItems(CASH, BANK);
    from.setItemLabelGenerator(source -> text("approvals.from." + source));
    from.setValue(CASH);
    from.setVisible(kind == ApprovalKind.REFUND);
    add(account, amount, from, reason);
    Button ask = new Button(text("approvals.ask"), _ -> ask());
    ask.addThemeVariants(ButtonVariant.PRIMARY);
    getFooter().add(new Button(text("close"), _ -> close()), ask);
  }

  /** The same for a subscriber that is known already. */
  public AskDialog about(String number) {
    account.setValue(number);
    account.setReadOnly(true);
    return this;
  }

  private void ask() {
    Optional<UUID> subscriber =
        TenantUi.ask(
                () -> subscribers.findByAccountNumber(AccountNumber.normalise(account.getValue())))
            .map(Subscriber::id);
    Long minor = minor(amount.getValue());
    if (subscriber.isEmpty() || minor == null || reason.getValue().isBlank()) {
      Notification.show(text("approvals.incomplete"));
      return;
    }
    Optional<NewApproval> wanted = wanted(subscriber.get(), minor);
    if (wanted.isEmpty()) {
      Notification.show(Asking.why(Obstacle.NO_TILL));
      return;
    }
    Asking.ask(approvals, wanted.get().because(request));
    close();
  }

  private Optional<NewApproval> wanted(UUID subscriber, long minor) {
    if (kind == ApprovalKind.CREDIT) {
      return Optional.of(NewApproval.credit(subscriber, minor, reason.getValue()));
    }
    if (BANK.equals(from.getValue())) {
      return Optional.of(NewApproval.bankRefund(subscriber, minor, reason.getValue()));
    }
    return TenantUi.ask(() -> tills.current(TenantUi.signedIn().member().email()))
        .map(open -> NewApproval.cashRefund(subscriber, minor, reason.getValue(), open.till()));
  }

  private static @Nullable Long minor(@Nullable BigDecimal typed) {
    return typed == null || typed.signum() <= 0 || typed.precision() - typed.scale() > 10
        ? null
        : typed.movePointRight(2).longValue();
  }
}
