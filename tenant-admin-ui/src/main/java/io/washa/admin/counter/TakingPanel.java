package io.washa.admin.counter;

import static io.washa.admin.desk.Texts.text;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.AnchorTarget;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.notification.Notification;
import com.vaadin.flow.component.textfield.BigDecimalField;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.value.ValueChangeMode;
import io.washa.admin.desk.Amounts;
import io.washa.admin.desk.Parts;
import io.washa.admin.desk.TenantUi;
import io.washa.admin.desk.Words;
import io.washa.billing.Tills.Taken;
import io.washa.insight.TillDesk.Payable;
import java.util.List;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.function.Consumer;

/** Finds who pays and takes the cash. */
final class TakingPanel extends Div {
  private static final long serialVersionUID = 1L;
  private static final int TYPING_MILLIS = 300;

  private final transient Counter counter;
  private final transient Consumer<String> done;
  private final transient Words words = Words.current();
  private final Div found = new Div();

  TakingPanel(Counter counter, Consumer<String> done) {
    super(new H2(text("till.take")));
    this.counter = counter;
    this.done = done;
    addClassName("panel");
    setId("take");
    TextField search = new TextField(text("subscribers.search"));
    search.setId("payer");
    search.setWidth("24rem");
    search.setMaxLength(60);
    search.setClearButtonVisible(true);
    search.setValueChangeMode(ValueChangeMode.LAZY);
    search.setValueChangeTimeout(TYPING_MILLIS);
    search.addValueChangeListener(change -> find(change.getValue()));
    add(search, found);
  }

  private void find(String typed) {
    found.removeAll();
    List<Payable> all = TenantUi.ask(() -> counter.desk().search(typed));
    if (all.isEmpty() && !typed.isBlank()) {
      found.add(new Paragraph(text("till.nobody")));
    }
    for (Payable one : all) {
      Button pick = new Button(text("till.pick"), _ -> pick(one));
      pick.setAriaLabel(text("till.pick.of", one.subscriber()));
      Div row =
          new Div(
              Parts.twoLines(
                  one.subscriber(),
                  Parts.dotted(one.account(), one.plan(), words.money(one.price()))),
              pick);
      row.addClassName("service");
      found.add(row);
    }
  }

  private void pick(Payable one) {
    found.removeAll();
    BigDecimalField amount = Amounts.field(text("payment.amount"));
    amount.setId("amount");
    Amounts.show(amount, one.price());
    Button take = new Button(text("till.take.cash"), _ -> take(one, amount));
    take.addThemeVariants(ButtonVariant.PRIMARY);
    take.setId("take-cash");
    take.setDisableOnClick(true);
    Div fields = new Div(amount, take);
    fields.addClassName("fields");
    found.add(Parts.twoLines(one.subscriber(), Parts.dotted(one.account(), one.plan())), fields);
    amount.focus();
  }

  private void take(Payable one, BigDecimalField amount) {
    OptionalLong minor = Amounts.read(amount);
    if (minor.isEmpty() || minor.getAsLong() == 0) {
      pick(one);
      Notification.show(text("amount.wrong"));
      return;
    }
    Taken taken =
        TenantUi.ask(() -> counter.tills().take(Counter.who(), one.service(), minor.getAsLong()));
    switch (taken) {
      case Taken.Done(UUID payment) -> {
        getUI().ifPresent(ui -> ui.getPage().open("/papers/slips/" + payment, "_blank"));
        done.accept(text("till.taken.of", words.money(minor.getAsLong()), one.subscriber()));
      }
      case Taken.NoTill() -> done.accept(text("till.none"));
      case Taken.Refused refused -> done.accept(refused.sentence());
    }
  }

  /** Leads to the slip of a payment. */
  static Anchor slip(UUID payment) {
    Anchor slip = new Anchor("/papers/slips/" + payment, text("till.slip"));
    slip.setTarget(AnchorTarget.BLANK);
    slip.setRouterIgnore(true);
    return slip;
  }
}
