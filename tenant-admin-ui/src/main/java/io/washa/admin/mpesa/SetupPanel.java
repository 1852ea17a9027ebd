package io.washa.admin.mpesa;

import static io.washa.admin.desk.Texts.text;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.TextField;
import io.washa.admin.desk.TenantUi;
import io.washa.customers.PhoneNumber;
import io.washa.network.Sites;
import io.washa.payments.daraja.RegisterOutcome;
import io.washa.payments.daraja.Shortcode;
import io.washa.payments.daraja.Shortcodes;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** What can be set of a shortcode, and asked of Safaricom for it. */
final class SetupPanel extends Div {
  private static final long serialVersionUID = 1L;

  private final transient Shortcode shortcode;
  private final transient Setup setup;
  private final transient Consumer<String> done;

  SetupPanel(Shortcode shortcode, Setup setup, Consumer<String> done) {
    super(new H2(text("setup")));
    this.shortcode = shortcode;
    this.setup = setup;
    this.done = done;
    addClassName("panel");
    setId("setup");
    add(app(), registering(), pulling(), relaying());
    if (shortcode.kind() == Shortcode.Kind.TILL) {
      add(standing());
    }
  }

  private static Div line(Component... fields) {
    Div line = new Div(fields);
    line.addClassName("fields");
    return line;
  }

  private void end(Optional<String> problem, String well) {
    done.accept(problem.map(key -> text(key)).orElse(text(well)));
  }

  private Component app() {
    Button secrets =
        new Button(text("setup.app"), _ -> new AppDialog(shortcode, setup, done).open());
    Button operator =
        new Button(
            text("setup.initiator"), _ -> new InitiatorDialog(shortcode, setup, done).open());
    Select<Shortcodes.Mode> mode = new Select<>();
    mode.setLabel(text("health.mode"));
    mode.setItems(Shortcodes.Mode.values());
    mode.setItemLabelGenerator(
        one -> text(one == Shortcodes.Mode.API ? "mode.api" : "mode.manual"));
    TenantUi.ask(() -> setup.shortcodes().health(shortcode.id()))
        .ifPresent(health -> mode.setValue(health.mode()));
    mode.setId("mode");
    mode.setWidth("20rem");
    mode.addValueChangeListener(change ->
        end(
            TenantUi.ask(
                () -> setup.desk().setMode(shortcode.id(), change.getValue(), Setup.who())),
            "setup.done"));
    return line(mode, secrets, operator);
  }

  private Component registering() {
    Select<Shortcode.C2bVersion> version = new Select<>();
    version.setLabel(text("setup.version"));
    version.setItems(Shortcode.C2bVersion.values());
    version.setItemLabelGenerator(one -> text("setup.version." + one));
    version.setValue(shortcode.c2bVersion());
    version.addValueChangeListener(change -> {
      TenantUi.ask(() -> {
        setup.desk().setC2bVersion(shortcode.id(), change.getValue(), Setup.who());
        return true;
      });
      end(Optional.empty(), "setup.done");
    });
    Button register = new Button(text("setup.register"), _ -> register());
    register.setId("register");
    return line(version, register);
  }

  private void register() {
    done.accept(
        said(
            TenantUi.ask(
                () -> setup.addresses().register(setup.shortcodes().get(shortcode.id())))));
  }

  private static String said(RegisterOutcome outcome) {
    return switch (outcome) {
      case RegisterOutcome.Registered registered -> text("setup.registered", registered.text());
      case RegisterOutcome.AlreadyRegistered already -> text("setup.already", already.text());
      case RegisterOutcome.Refused refused -> text("proof.refused", refused.forStaff());
      case RegisterOutcome.TryLater later -> text("proof.not-now", later.reason());
    };
  }

  private Component pulling() {
    TextField nominated = new TextField(text("setup.nominated"));
    nominated.setPlaceholder("0712 345 678");
    Button register =
        new Button(
            text("setup.pull"),
            _ -> {
              Optional<PhoneNumber> number = PhoneNumber.parse(nominated.getValue());
              nominated.setInvalid(number.isEmpty());
              nominated.setErrorMessage(text("selftest.phone.wrong"));
              number.ifPresent(line ->
                  done.accept(
                      said(
                          TenantUi.ask(() ->
                              setup
                                  .pull()
                                  .register(setup.shortcodes().get(shortcode.id()), line)))));
            });
    return line(nominated, register);
  }

  private Component relaying() {
    TextField relay = new TextField(text("setup.relay"));
    relay.setPlaceholder("https://");
    relay.setHelperText(text("setup.relay.about"));
    relay.setValue(shortcode.relay().map(Object::toString).orElse(""));
    relay.setWidth("24rem");
    Button save =
        new Button(
            text("save"),
            _ ->
                end(
                    TenantUi.ask(
                        () -> setup.desk().setRelay(shortcode.id(), relay.getValue(), Setup.who())),
                    "setup.done"));
    return line(relay, save);
  }

  private Component standing() {
    List<Sites.Site> all = TenantUi.ask(() -> setup.sites().list());
    Select<Sites.Site> site = new Select<>();
    site.setLabel(text("setup.site"));
    site.setEmptySelectionAllowed(true);
    site.setEmptySelectionCaption(text("setup.site.all"));
    site.setItems(all);
    site.setItemLabelGenerator(one -> one == null ? text("setup.site.all") : one.name());
    TenantUi.ask(() -> setup.shortcodes().site(shortcode.id()))
        .flatMap(id -> all.stream().filter(one -> one.id().equals(id)).findFirst())
        .ifPresent(site::setValue);
    site.addValueChangeListener(change -> {
      Sites.Site chosen = change.getValue();
      TenantUi.ask(() -> {
        setup.desk().setSite(shortcode.id(), chosen == null ? null : chosen.id(), Setup.who());
        return true;
      });
      end(Optional.empty(), "setup.done");
    });
    return line(site);
  }
}
