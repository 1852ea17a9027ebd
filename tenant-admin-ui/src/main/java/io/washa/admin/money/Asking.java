package io.washa.admin.money;

import static io.washa.admin.desk.Texts.text;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.confirmdialog.ConfirmDialog;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.notification.Notification;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.value.ValueChangeMode;
import io.washa.admin.desk.TenantUi;
import io.washa.billing.approvals.ApprovalKind;
import io.washa.billing.approvals.Approvals;
import io.washa.billing.approvals.Asked;
import io.washa.billing.approvals.NewApproval;
import io.washa.billing.approvals.Obstacle;
import java.util.Locale;
import java.util.UUID;

/** Asks for what another person has to approve, from wherever it is needed. */
public final class Asking {
  private Asking() {}

  /** The words of a kind. */
  static String name(ApprovalKind kind) {
    return text("approval." + kind.name().toLowerCase(Locale.ROOT));
  }

  /** Why something cannot be done. */
  static String why(Obstacle obstacle) {
    return text("obstacle." + obstacle.name().toLowerCase(Locale.ROOT));
  }

  /** A button that asks why, and then asks for something about a payment. */
  public static Button button(Approvals approvals, ApprovalKind kind, UUID payment) {
    return new Button(
        name(kind),
        _ -> {
          ConfirmDialog ask = new ConfirmDialog();
          TextField reason = new TextField(text("payment.undo.reason"));
          reason.setWidthFull();
          reason.setMaxLength(500);
          Button confirm = new Button(text("approvals.ask"));
          confirm.setEnabled(false);
          reason.setValueChangeMode(ValueChangeMode.EAGER);
          reason.addValueChangeListener(typed -> confirm.setEnabled(!typed.getValue().isBlank()));
          ask.setHeader(name(kind));
          ask.add(
              new Paragraph(text("approval." + kind.name().toLowerCase(Locale.ROOT) + ".about")),
              reason);
          ask.setCancelable(true);
          ask.setConfirmButton(confirm);
          ask.addConfirmListener(
              _ -> ask(approvals, NewApproval.ofPayment(kind, payment, reason.getValue().strip())));
          ask.open();
        });
  }

  /** Asks, and shows what became of it. */
  static void ask(Approvals approvals, NewApproval wanted) {
    Notification.show(said(approvals, wanted));
  }

  /** Asks; what became of it, in words. */
  public static String said(Approvals approvals, NewApproval wanted) {
    return switch (TenantUi.ask(() -> approvals.ask(wanted, TenantUi.signedIn().member()))) {
      case Asked.Waits _ -> text("approvals.waits");
      case Asked.Done _ -> text("approvals.done-alone");
      case Asked.NotAllowed _ -> text("approvals.not-allowed");
      case Asked.Impossible impossible -> why(impossible.why());
    };
  }
}
