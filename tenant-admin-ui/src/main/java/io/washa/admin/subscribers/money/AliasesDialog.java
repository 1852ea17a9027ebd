package io.washa.admin.subscribers.money;

import static io.washa.admin.desk.Texts.text;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.TextField;
import io.washa.admin.desk.Parts;
import io.washa.admin.desk.TenantUi;
import io.washa.customers.Aliases;
import io.washa.customers.Aliases.Alias;
import io.washa.customers.Customers.AliasKind;
import io.washa.identity.Permission;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

/** What else people type to pay for a service. */
final class AliasesDialog extends MoneyDialog {
  private static final long serialVersionUID = 1L;

  private final transient Aliases aliases;
  private final UUID service;
  private final Div list = new Div();
  private final Select<AliasKind> kind = new Select<>();
  private final TextField typed = new TextField(text("money.alias.typed"));

  AliasesDialog(MoneyDesk desk, UUID service, Runnable changed) {
    super("money.alias", Permission.MANAGE_SUBSCRIBERS, changed);
    this.aliases = desk.contracts().aliases();
    this.service = service;
    kind.setLabel(text("money.alias.kind"));
    kind.setItems(AliasKind.values());
    kind.setItemLabelGenerator(AliasesDialog::name);
    kind.setValue(AliasKind.PHONE);
    typed.setMaxLength(60);
    typed.setId("alias-typed");
    about(text("money.alias.about"));
    show(list);
    fields(kind, typed);
    list();
  }

  private static String name(AliasKind kind) {
    return text("money.alias." + kind.name().toLowerCase(Locale.ROOT));
  }

  private void list() {
    list.removeAll();
    List<Alias> all = TenantUi.ask(() -> aliases.of(service));
    if (all.isEmpty()) {
      list.add(new Paragraph(text("money.alias.none")));
    }
    for (Alias alias : all) {
      Button remove = new Button(text("money.alias.remove"), _ -> remove(alias));
      remove.setAriaLabel(text("money.alias.remove.of", alias.value()));
      Div row = new Div(Parts.twoLines(alias.value(), name(alias.kind())), remove);
      row.addClassName("service");
      list.add(row);
    }
  }

  private void remove(Alias alias) {
    if (TenantUi.signedIn().may(Permission.MANAGE_SUBSCRIBERS)) {
      boolean _ = TenantUi.ask(() -> aliases.remove(service, alias.value(), MoneyDesk.who()));
      changed();
      list();
    }
  }

  @Override
  Outcome book() {
    AliasKind picked = kind.getValue();
    if (picked == null || typed.getValue().isBlank()) {
      return Outcome.refused("alias.unreadable");
    }
    Alias wanted = new Alias(picked, typed.getValue());
    Aliases.Added added = TenantUi.ask(() -> aliases.add(service, wanted, MoneyDesk.who()));
    String key = "alias." + added.name().toLowerCase(Locale.ROOT);
    return added == Aliases.Added.DONE ? Outcome.done(key) : Outcome.refused(key);
  }
}
