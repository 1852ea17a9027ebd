package io.washa.admin.mpesa;

import static io.washa.admin.desk.Texts.text;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.notification.Notification;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.TextArea;
import io.washa.admin.desk.TenantUi;
import io.washa.payments.SourceRules;
import io.washa.payments.ValidationRules;
import java.util.Locale;
import java.util.Optional;

/** What holds for all shortcodes: what M-Pesa is answered, and where callbacks may come from. */
final class RulesPanel extends Div {
  private static final long serialVersionUID = 1L;

  private final transient Setup setup;
  private final Checkbox refuse = new Checkbox(text("rules.refuse"));
  private final Select<SourceRules.Mode> mode = new Select<>();
  private final TextArea addresses = new TextArea(text("rules.addresses"));

  RulesPanel(Setup setup) {
    super(new H2(text("rules")));
    this.setup = setup;
    addClassName("panel");
    setId("rules");
    refuse.setValue(
        TenantUi.ask(() -> setup.settings().read(ValidationRules.CHOICE)).refuseUnknown());
    refuse.addValueChangeListener(change -> {
      TenantUi.ask(() -> {
        setup.desk().setValidation(new ValidationRules(change.getValue()), Setup.who());
        return true;
      });
      Notification.show(text("setup.done"));
    });
    SourceRules now = TenantUi.ask(() -> setup.settings().read(SourceRules.CHOICE));
    mode.setLabel(text("rules.sources"));
    mode.setItems(SourceRules.Mode.values());
    mode.setItemLabelGenerator(one -> text("rules.sources." + one.name().toLowerCase(Locale.ROOT)));
    mode.setValue(now.mode());
    mode.setWidth("24rem");
    addresses.setValue(String.join("\n", now.addresses()));
    addresses.setWidth("24rem");
    addresses.setMaxLength(5000);
    Button save = new Button(text("save"), _ -> save());
    save.setId("save-sources");
    Div sources = new Div(mode, addresses, save);
    sources.addClassName("fields");
    add(
        refuse,
        new Paragraph(text("rules.refuse.about")),
        sources,
        new Paragraph(text("rules.sources.about")));
  }

  private void save() {
    Optional<String> problem =
        TenantUi.ask(
            () -> setup.desk().setSources(mode.getValue(), addresses.getValue(), Setup.who()));
    addresses.setInvalid(problem.isPresent());
    problem.ifPresentOrElse(
        key -> addresses.setErrorMessage(text(key)), () -> Notification.show(text("setup.done")));
  }
}
