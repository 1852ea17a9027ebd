package io.washa.admin.rules;

import static io.washa.admin.desk.Texts.text;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.notification.Notification;
import com.vaadin.flow.component.textfield.TextField;
import io.washa.admin.desk.TenantUi;
import io.washa.billing.RulesDesk;
import io.washa.billing.documents.KraPin;
import io.washa.billing.documents.Party;
import io.washa.billing.documents.Sellers;
import java.util.Optional;

/** Who sells, in law: the name and PIN on documents. */
final class SellerPanel extends Div {
  private static final long serialVersionUID = 1L;

  private final transient RulesDesk desk;
  private final TextField name = new TextField(text("seller.name"));
  private final TextField pin = new TextField(text("seller.pin"));

  SellerPanel(RulesDesk desk, Sellers sellers) {
    this.desk = desk;
    addClassName("panel");
    Party seller = TenantUi.ask(sellers::current);
    KraPin known = seller.pin();
    name.setValue(seller.name());
    pin.setValue(known == null ? "" : known.text());
    Button save = new Button(text("rules.save"), _ -> save());
    save.addThemeVariants(ButtonVariant.PRIMARY);
    Div form = new Div(name, pin, new Div(save));
    form.addClassName("two-lines");
    add(new H2(text("seller")), new Paragraph(text("seller.about")), form);
  }

  private void save() {
    Optional<KraPin> typed = KraPin.parse(pin.getValue());
    if (!pin.isEmpty() && typed.isEmpty()) {
      Notification.show(text("seller.bad-pin"));
      return;
    }
    boolean done =
        TenantUi.<Boolean>ask(() ->
            desk.change(
                new Party(name.getValue().strip(), typed.orElse(null)),
                TenantUi.signedIn().member().email()));
    Notification.show(text(done ? "rules.saved" : "seller.bad-name"));
  }
}
