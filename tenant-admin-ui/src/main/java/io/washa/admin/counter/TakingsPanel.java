package io.washa.admin.counter;

import static io.washa.admin.desk.Texts.text;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.textfield.TextField;
import io.washa.admin.desk.Chip;
import io.washa.admin.desk.Parts;
import io.washa.admin.desk.TenantUi;
import io.washa.admin.desk.Words;
import io.washa.admin.money.Asking;
import io.washa.billing.approvals.ApprovalKind;
import io.washa.billing.approvals.NewApproval;
import io.washa.insight.TillDesk.Drawer;
import io.washa.insight.TillDesk.Taking;
import java.util.List;
import java.util.function.Consumer;

/** What is in the drawer, each with its slip and the wish to void it. */
final class TakingsPanel extends Div {
  private static final long serialVersionUID = 1L;

  private final transient Counter counter;
  private final transient Consumer<String> done;
  private final transient Words words = Words.current();

  TakingsPanel(Drawer drawer, Counter counter, Consumer<String> done) {
    super(new H2(text("till.takings")));
    this.counter = counter;
    this.done = done;
    addClassName("panel");
    setId("takings");
    List<Taking> all = TenantUi.ask(() -> counter.desk().takings(drawer.id()));
    if (all.isEmpty()) {
      add(new Paragraph(text("till.takings.none")));
    }
    all.forEach(taking -> add(row(taking)));
  }

  private Component row(Taking taking) {
    Div row =
        new Div(
            Parts.twoLines(
                Parts.dotted(words.money(taking.amount()), taking.subscriber()),
                Parts.dotted(words.date(taking.at()), taking.account())),
            TakingPanel.slip(taking.payment()),
            state(taking));
    row.addClassName("service");
    return row;
  }

  private Component state(Taking taking) {
    if (taking.voided()) {
      return new Chip(text("till.voided"), Chip.Tone.CALM);
    }
    if (taking.voidAsked()) {
      return new Chip(text("till.void.asked"), Chip.Tone.WARN);
    }
    Button ask = new Button(text("till.void"), _ -> ask(taking));
    ask.setAriaLabel(text("till.void.of", taking.subscriber()));
    return ask;
  }

  private void ask(Taking taking) {
    Dialog dialog = new Dialog(text("till.void.of", taking.subscriber()));
    TextField reason = new TextField(text("payment.undo.reason"));
    reason.setMaxLength(200);
    reason.setWidthFull();
    reason.setId("void-reason");
    Button ask =
        new Button(
            text("till.void.ask"),
            _ -> {
              String why = reason.getValue().strip();
              reason.setInvalid(why.isEmpty());
              reason.setErrorMessage(text("till.void.why"));
              if (!why.isEmpty()) {
                NewApproval wanted =
                    NewApproval.ofPayment(ApprovalKind.VOID, taking.payment(), why);
                dialog.close();
                done.accept(Asking.said(counter.approvals(), wanted));
              }
            });
    ask.setId("ask-void");
    dialog.add(new Paragraph(text("till.void.about")), reason);
    dialog.getFooter().add(new Button(text("close"), _ -> dialog.close()), ask);
    dialog.open();
  }
}
