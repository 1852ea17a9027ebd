package io.washa.admin.mpesa;

import static io.washa.admin.desk.Texts.text;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.textfield.PasswordField;
import io.washa.admin.desk.TenantUi;
import io.washa.payments.daraja.Shortcode;
import java.util.Optional;
import java.util.function.Consumer;

/** The secrets of the Daraja app. They go in and never come out: what is set is not shown. */
final class AppDialog extends Dialog {
  private static final long serialVersionUID = 1L;

  private final PasswordField key = new PasswordField(text("setup.key"));
  private final PasswordField secret = new PasswordField(text("setup.secret"));
  private final PasswordField passkey = new PasswordField(text("setup.passkey"));

  AppDialog(Shortcode shortcode, Setup setup, Consumer<String> done) {
    super(text("setup.app"));
    setWidth("34rem");
    for (PasswordField field : new PasswordField[] {key, secret, passkey}) {
      field.setWidthFull();
      field.setMaxLength(300);
      field.getElement().setAttribute("autocomplete", "off");
    }
    Div fields = new Div(key, secret, passkey);
    add(new Paragraph(text("setup.app.about")), fields);
    Button save = new Button(text("save"), _ -> save(shortcode, setup, done));
    save.addThemeVariants(ButtonVariant.PRIMARY);
    getFooter().add(new Button(text("close"), _ -> close()), save);
  }

  private void save(Shortcode shortcode, Setup setup, Consumer<String> done) {
    Shortcode.Credentials app =
        new Shortcode.Credentials(
            key.getValue().strip(), secret.getValue().strip(), passkey.getValue().strip());
    Optional<String> problem =
        TenantUi.ask(() -> setup.desk().setCredentials(shortcode.id(), app, Setup.who()));
    if (problem.isEmpty()) {
      close();
      done.accept(text("setup.app.done"));
    } else {
      for (PasswordField field : new PasswordField[] {key, secret, passkey}) {
        field.setInvalid(field.getValue().isBlank());
        field.setErrorMessage(text(problem.get()));
      }
    }
  }
}
