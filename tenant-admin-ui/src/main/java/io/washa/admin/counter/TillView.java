package io.washa.admin.counter;

import static io.washa.admin.desk.Texts.text;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.notification.Notification;
import com.vaadin.flow.component.textfield.BigDecimalField;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.Route;
import io.washa.admin.desk.Amounts;
import io.washa.admin.desk.DeskLayout;
import io.washa.admin.desk.Needs;
import io.washa.admin.desk.Parts;
import io.washa.admin.desk.TenantUi;
import io.washa.admin.desk.Words;
import io.washa.billing.Tills;
import io.washa.identity.Permission;
import io.washa.insight.TillDesk.Drawer;
import java.util.Optional;
import java.util.OptionalLong;

/** A cashier's counter: opens a drawer, takes cash, closes with a count. */
@Route(value = "till", layout = DeskLayout.class)
@Needs(Permission.TAKE_PAYMENTS)
public final class TillView extends Div implements HasDynamicTitle {
  private static final long serialVersionUID = 1L;

  private final transient Counter counter;
  private final transient Words words = Words.current();
  private final Paragraph said = new Paragraph();
  private final Div body = new Div();

  TillView(Counter counter) {
    this.counter = counter;
    addClassName("view");
    said.getElement().setAttribute("aria-live", "polite");
    said.setId("said");
    add(Parts.header(text("till"), text("till.about")), said, body);
    show();
  }

  @Override
  public String getPageTitle() {
    return text("till") + " · " + TenantUi.signedIn().tenant().name();
  }

  private void show() {
    body.removeAll();
    Optional<Drawer> drawer = TenantUi.ask(() -> counter.desk().drawer(Counter.who()));
    if (drawer.isPresent()) {
      show(drawer.get());
    } else {
      body.add(opening());
    }
  }

  private void say(String sentence) {
    said.setText(sentence);
    show();
  }

  private Div opening() {
    BigDecimalField coins = Amounts.field(text("till.float"));
    coins.setId("float");
    Button open =
        new Button(
            text("till.open"),
            _ -> {
              OptionalLong minor = Amounts.read(coins);
              coins.setInvalid(minor.isEmpty());
              coins.setErrorMessage(text("till.float.wrong"));
              minor.ifPresent(opening -> {
                boolean opened =
                    TenantUi.ask(() -> counter.tills().open(Counter.who(), opening)).isPresent();
                say(text(opened ? "till.opened" : "till.open-already"));
              });
            });
    open.addThemeVariants(ButtonVariant.PRIMARY);
    open.setId("open-till");
    Div fields = new Div(coins, open);
    fields.addClassName("fields");
    return panel(text("till.closed"), new Paragraph(text("till.closed.about")), fields);
  }

  private void show(Drawer drawer) {
    Div figures =
        new Div(
            figure("till.float", drawer.opening()),
            figure("till.taken", drawer.taken()),
            figure("till.left", drawer.left()),
            figure("till.expected", drawer.expected()),
            Parts.twoLines(text("till.since"), words.date(drawer.openedAt())));
    figures.addClassName("facts");
    body.add(
        figures,
        new TakingPanel(counter, this::say),
        new TakingsPanel(drawer, counter, this::say),
        closing());
  }

  private Div figure(String key, long minor) {
    Div figure = Parts.twoLines(text(key), words.money(minor));
    figure.addClassName("figure");
    figure.setId(key.replace('.', '-'));
    return figure;
  }

  private Div closing() {
    BigDecimalField counted = Amounts.field(text("till.counted"));
    counted.setId("counted");
    TextField note = new TextField(text("till.note"));
    note.setMaxLength(200);
    Button close =
        new Button(
            text("till.close"),
            _ -> {
              OptionalLong minor = Amounts.read(counted);
              counted.setInvalid(minor.isEmpty());
              counted.setErrorMessage(text("till.float.wrong"));
              minor.ifPresent(amount -> close(amount, note.getValue()));
            });
    close.setId("close-till");
    Div fields = new Div(counted, note, close);
    fields.addClassName("fields");
    return panel(text("till.close"), new Paragraph(text("till.close.about")), fields);
  }

  private void close(long counted, String note) {
    Optional<Tills.Count> count =
        TenantUi.ask(() -> counter.tills().close(Counter.who(), counted, note));
    String sentence =
        count
            .map(closed ->
                text(
                    closed.difference() == 0
                        ? "till.agrees"
                        : closed.difference() > 0 ? "till.over" : "till.short",
                    words.money(closed.expected()),
                    words.money(closed.counted()),
                    words.money(Math.abs(closed.difference()))))
            .orElse(text("till.none"));
    Notification.show(sentence);
    say(sentence);
  }

  static Div panel(String title, Component... content) {
    Div panel = new Div(new H2(title));
    panel.add(content);
    panel.addClassName("panel");
    return panel;
  }
}
