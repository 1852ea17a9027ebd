package io.washa.admin.rules;

import static io.washa.admin.desk.Texts.text;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.datepicker.DatePicker;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.notification.Notification;
import com.vaadin.flow.component.textfield.BigDecimalField;
import com.vaadin.flow.component.textfield.IntegerField;
import com.vaadin.flow.component.textfield.TextField;
import io.washa.admin.desk.TenantUi;
import io.washa.billing.RulesDesk;
import io.washa.billing.documents.Tax;
import io.washa.billing.documents.Taxes;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Locale;

/** Taxes by the day they hold from. */
final class TaxesPanel extends Div {
  private static final long serialVersionUID = 1L;

  private final transient RulesDesk desk;
  private final transient Taxes taxes;
  private final Grid<Tax> grid = new Grid<>();
  private final TextField code = new TextField(text("tax.code"));
  private final TextField name = new TextField(text("tax.name"));
  private final IntegerField step = new IntegerField(text("tax.step"));
  private final BigDecimalField rate = new BigDecimalField(text("tax.rate"));
  private final DatePicker from = new DatePicker(text("tax.from"));

  TaxesPanel(RulesDesk desk, Taxes taxes) {
    this.desk = desk;
    this.taxes = taxes;
    addClassName("panel");
    grid.addColumn(Tax::code).setHeader(text("tax.code"));
    grid.addColumn(Tax::name).setHeader(text("tax.name"));
    grid.addColumn(Tax::step).setHeader(text("tax.step"));
    grid.addColumn(tax -> BigDecimal.valueOf(tax.rateBp(), 2).toPlainString() + " %")
        .setHeader(text("tax.rate"));
    grid.addColumn(Tax::from).setHeader(text("tax.from"));
    grid.setAllRowsVisible(true);
    step.setHelperText(text("tax.step.about"));
    step.setMin(1);
    step.setValue(1);
    Button save = new Button(text("tax.add"), _ -> save());
    save.addThemeVariants(ButtonVariant.PRIMARY);
    Div form = new Div(code, name, step, rate, from, new Div(save));
    form.addClassName("two-lines");
    add(new H2(text("taxes")), new Paragraph(text("taxes.about")), grid, form);
    refresh();
  }

  private void refresh() {
    grid.setItems(TenantUi.ask(taxes::all));
  }

  private void save() {
    BigDecimal percent = rate.getValue();
    LocalDate day = from.getValue();
    Integer level = step.getValue();
    if (percent == null || day == null || level == null || percent.abs().precision() > 9) {
      Notification.show(text("tax.refused.bad_rate"));
      return;
    }
    Tax tax =
        new Tax(
            code.getValue().strip().toUpperCase(Locale.ROOT),
            name.getValue().strip(),
            level,
            percent.movePointRight(2).intValue(),
            day);
    Taxes.Answer answer =
        TenantUi.ask(() -> desk.change(tax, TenantUi.signedIn().member().email()));
    Notification.show(
        switch (answer) {
          case Taxes.Answer.Set _ -> text("rules.saved");
          case Taxes.Answer.Refused refused ->
              text("tax.refused." + refused.why().name().toLowerCase(Locale.ROOT));
        });
    refresh();
  }
}
