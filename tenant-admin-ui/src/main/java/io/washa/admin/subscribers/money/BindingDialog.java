package io.washa.admin.subscribers.money;

import static io.washa.admin.desk.Texts.text;

import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.component.textfield.TextField;
import io.washa.admin.desk.TenantUi;
import io.washa.identity.Permission;
import io.washa.network.Bindings;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

/** The address and the devices that a service is held to. */
final class BindingDialog extends MoneyDialog {
  private static final long serialVersionUID = 1L;

  private final transient Bindings bindings;
  private final UUID service;
  private final TextField address = new TextField(text("binding.address"));
  private final TextField mac = new TextField(text("binding.mac"));
  private final TextArea alwaysIn = new TextArea(text("binding.always-in"));

  BindingDialog(MoneyDesk desk, UUID service, Runnable changed) {
    super("binding", Permission.MANAGE_SUBSCRIBERS, changed);
    this.bindings = desk.contracts().bindings();
    this.service = service;
    address.setId("binding-address");
    address.setHelperText(text("binding.address.about"));
    mac.setId("binding-mac");
    mac.setHelperText(text("binding.mac.about"));
    alwaysIn.setId("binding-always-in");
    alwaysIn.setHelperText(text("binding.always-in.about"));
    TenantUi.ask(() -> bindings.of(service)).ifPresent(this::show);
    about(text("binding.about"));
    fields(address, mac, alwaysIn);
  }

  private void show(Bindings.Typed now) {
    address.setValue(now.address());
    mac.setValue(now.mac());
    alwaysIn.setValue(String.join("\n", now.alwaysIn()));
  }

  @Override
  Outcome book() {
    List<String> devices =
        alwaysIn.getValue().lines().map(String::strip).filter(line -> !line.isEmpty()).toList();
    Bindings.Typed typed = new Bindings.Typed(address.getValue(), mac.getValue(), devices);
    return said(TenantUi.ask(() -> bindings.bind(service, typed, MoneyDesk.who())));
  }

  /** What became of it, in words. */
  static Outcome said(Bindings.Answer answer) {
    return switch (answer) {
      case Bindings.Answer.Done done ->
          Outcome.done(done.outside() ? "binding.outside" : "binding.done");
      case Bindings.Answer.Refused refused ->
          Outcome.refused(
              "binding." + refused.why().name().toLowerCase(Locale.ROOT), refused.what());
    };
  }
}
