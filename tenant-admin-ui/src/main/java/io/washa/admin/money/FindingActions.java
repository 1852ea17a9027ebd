package io.washa.admin.money;

import static io.washa.admin.desk.Texts.text;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.notification.Notification;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.TextField;
import io.washa.admin.desk.Parts;
import io.washa.admin.desk.TenantUi;
import io.washa.admin.desk.Words;
import io.washa.billing.approvals.ApprovalKind;
import io.washa.billing.approvals.Approvals;
import io.washa.ledger.Account;
import io.washa.payments.recovery.DailyProof.Finding;
import io.washa.payments.recovery.Explaining;
import io.washa.payments.recovery.Explaining.Outcome;
import io.washa.payments.recovery.Explaining.Said;
import io.washa.payments.recovery.LineKey;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What a person may do about a finding of a proof; each with a reason. */
final class FindingActions {
  private final Explaining explaining;
  private final Approvals approvals;
  private final Words words;
  private final Runnable after;

  /**
   * Makes them.
   *
   * @param after once something was done
   */
  FindingActions(Explaining explaining, Approvals approvals, Words words, Runnable after) {
    this.explaining = explaining;
    this.approvals = approvals;
    this.words = words;
    this.after = after;
  }

  /** The button for a finding, if there is something to do. */
  Optional<Component> of(Finding finding) {
    LineKey line = finding.about().line();
    UUID payment = finding.about().payment();
    if (line != null) {
      return Optional.of(new Button(text("finding.explain"), _ -> explain(finding, line)));
    }
    if (payment == null) {
      return Optional.empty();
    }
    return Optional.of(Asking.button(approvals, ApprovalKind.STRIKE, payment));
  }

  private void explain(Finding finding, LineKey line) {
    Select<Account> account = new Select<>();
    account.setLabel(text("finding.account"));
    account.setItems(Explaining.ACCOUNTS);
    account.setItemLabelGenerator(
        each -> text("account." + each.name().toLowerCase(Locale.ROOT).replace('_', '-')));
    account.setValue(Explaining.ACCOUNTS.getFirst());
    Dialog dialog =
        dialog(
            finding,
            account,
            said -> TenantUi.ask(() -> explaining.explain(line, account.getValue(), said)));
    Div loose = new Div();
    loose.addClassName("two-lines");
    TextField reason = reason(dialog);
    TenantUi.ask(() -> explaining.loose(finding.mpesa(), finding.at()))
        .forEach(entry -> {
          Button tie = new Button(text("finding.tie"));
          tie.addClickListener(_ ->
              act(
                  dialog,
                  reason,
                  said -> TenantUi.ask(() -> explaining.tie(line, entry.entry(), said))));
          Div row =
              new Div(
                  Parts.twoLines(Parts.dotted(entry.kind(), entry.memo()), words.date(entry.at())),
                  tie);
          row.addClassName("fact");
          loose.add(row);
        });
    dialog.add(loose);
    dialog.open();
  }

  private Dialog dialog(Finding finding, Component more, Function<Said, Outcome> act) {
    Dialog dialog = new Dialog();
    dialog.setHeaderTitle(
        Parts.dotted(
            finding.receipt(),
            words.money(finding.mpesa() == 0 ? finding.ours() : finding.mpesa()),
            words.date(finding.at())));
    dialog.setWidth("32rem");
    TextField reason = new TextField(text("finding.reason"));
    reason.setWidthFull();
    reason.setRequired(true);
    Button yes = new Button(text("finding.do"), _ -> act(dialog, reason, act));
    yes.addThemeVariants(ButtonVariant.PRIMARY);
    dialog.add(more, reason);
    dialog.getFooter().add(new Button(text("close"), _ -> dialog.close()), yes);
    return dialog;
  }

  private static TextField reason(Dialog dialog) {
    return dialog
        .getChildren()
        .filter(TextField.class::isInstance)
        .map(TextField.class::cast)
        .findFirst()
        .orElseThrow();
  }

  private void act(Dialog dialog, TextField reason, Function<Said, Outcome> act) {
    if (reason.getValue().isBlank()) {
      reason.setErrorMessage(text("finding.reason.missing"));
      reason.setInvalid(true);
    } else {
      done(act.apply(new Said(who(), reason.getValue().strip())), dialog);
    }
  }

  private void done(Outcome outcome, @Nullable Dialog dialog) {
    if (dialog != null) {
      dialog.close();
    }
    Notification.show(text(sentence(outcome)));
    after.run();
  }

  private static String who() {
    return TenantUi.signedIn().member().email();
  }

  private static String sentence(Outcome outcome) {
    return switch (outcome) {
      case DONE -> "finding.done";
      case NOT_OPEN -> "finding.not-open";
      case NOBODYS -> "finding.nobodys";
      case OTHER_AMOUNT -> "finding.other-amount.said";
    };
  }
}
