package io.washa.admin.mpesa;

import static io.washa.admin.desk.Texts.text;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.notification.Notification;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.Route;
import io.washa.admin.desk.DeskLayout;
import io.washa.admin.desk.Needs;
import io.washa.admin.desk.Parts;
import io.washa.admin.desk.Refreshing;
import io.washa.admin.desk.TenantUi;
import io.washa.identity.Permission;
import io.washa.payments.daraja.Shortcode;
import io.washa.payments.daraja.ShortcodeHealth;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A shortcode: what is missing, how it stands, a self-test, and what can be set. */
@Route(value = "mpesa", layout = DeskLayout.class)
@Needs(Permission.MANAGE_MONEY)
public final class MpesaView extends Div implements HasDynamicTitle {
  private static final long serialVersionUID = 1L;

  private final transient Setup setup;
  private final transient Refreshing refreshing;
  private final Select<Shortcode> shortcode = new Select<>();
  private final Div facts = new Div();
  private final Div acting = new Div();

  MpesaView(Setup setup, Refreshing refreshing) {
    this.setup = setup;
    this.refreshing = refreshing;
    addClassName("view");
    shortcode.setAriaLabel(text("proof.shortcode"));
    shortcode.setItemLabelGenerator(one ->
        text("shortcode.kind." + (one.kind() == Shortcode.Kind.TILL ? "till" : "paybill"))
            + " "
            + one.number());
    shortcode.addValueChangeListener(_ -> show());
    Button more = new Button(text("shortcode.add"), _ -> add());
    add(
        Parts.header(text("mpesa"), text("mpesa.about"), shortcode, more),
        facts,
        acting,
        new RulesPanel(setup));
    reload(null);
  }

  @Override
  public String getPageTitle() {
    return text("mpesa") + " · " + TenantUi.signedIn().tenant().name();
  }

  private void reload(@Nullable Shortcode wanted) {
    List<Shortcode> all = TenantUi.ask(() -> setup.shortcodes().all());
    shortcode.setItems(all);
    Optional<Shortcode> one =
        wanted == null
            ? all.stream().findFirst()
            : all.stream().filter(known -> known.id().equals(wanted.id())).findFirst();
    one.ifPresentOrElse(
        shortcode::setValue,
        () -> facts.add(Parts.empty(text("shortcode.none"), text("shortcode.none.about"))));
  }

  private void show() {
    Shortcode of = shortcode.getValue();
    acting.removeAll();
    if (of != null) {
      acting.add(
          new SelfTestPanel(of, setup, refreshing),
          new SetupPanel(
              of,
              setup,
              sentence -> {
                Notification.show(sentence);
                // Its secrets and version are part of what was read.
                reload(of);
                showFacts(of);
              }));
      showFacts(of);
    }
  }

  private void showFacts(Shortcode of) {
    facts.removeAll();
    TenantUi.ask(() -> setup.shortcodes().health(of.id()))
        .ifPresent(health ->
            facts.add(missing(health), new HealthPanel(health, setup.addresses().addresses(of))));
  }

  private static Div missing(ShortcodeHealth health) {
    Div panel = new Div(new H2(text("mpesa.missing")));
    panel.addClassName("panel");
    panel.setId("missing");
    if (health.missing().isEmpty()) {
      panel.add(new Paragraph(text("mpesa.missing.nothing")));
    }
    for (ShortcodeHealth.Missing one : health.missing()) {
      Div row = Parts.twoLines(text(one.key()), text(one.key() + ".todo"));
      row.addClassName("todo");
      panel.add(row);
    }
    return panel;
  }

  private void add() {
    Dialog dialog = new Dialog(text("shortcode.add"));
    TextField number = new TextField(text("shortcode.number"));
    Select<Shortcode.Kind> kind = new Select<>();
    kind.setLabel(text("shortcode.kind"));
    kind.setItems(Shortcode.Kind.values());
    kind.setItemLabelGenerator(
        one -> text("shortcode.kind." + (one == Shortcode.Kind.TILL ? "till" : "paybill")));
    kind.setValue(Shortcode.Kind.PAYBILL);
    Button add =
        new Button(
            text("shortcode.add"),
            _ -> {
              Optional<Shortcode> added =
                  TenantUi.ask(
                      () -> setup.desk().add(number.getValue(), kind.getValue(), Setup.who()));
              if (added.isEmpty()) {
                number.setErrorMessage(text("shortcode.number.wrong"));
                number.setInvalid(true);
              } else {
                dialog.close();
                reload(added.get());
              }
            });
    Div fields = new Div(number, kind);
    fields.addClassName("fields");
    dialog.add(new Paragraph(text("shortcode.add.about")), fields);
    dialog.getFooter().add(new Button(text("close"), _ -> dialog.close()), add);
    dialog.open();
  }
}
