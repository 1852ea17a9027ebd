package io.washa.admin.mpesa;

import static io.washa.admin.desk.Texts.text;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.textfield.PasswordField;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.component.upload.Upload;
import com.vaadin.flow.server.streams.UploadHandler;
import io.washa.admin.desk.TenantUi;
import io.washa.payments.daraja.Initiator;
import io.washa.payments.daraja.Shortcode;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Consumer;

/** The API operator: name, password, and Safaricom's certificate. */
final class InitiatorDialog extends Dialog {
  private static final long serialVersionUID = 1L;
  private static final int LARGEST_CERTIFICATE = 64 * 1024;

  private final TextField name = new TextField(text("setup.initiator.name"));
  private final PasswordField password = new PasswordField(text("setup.initiator.password"));
  private final Paragraph said = new Paragraph();
  private String certificate = "";

  InitiatorDialog(Shortcode shortcode, Setup setup, Consumer<String> done) {
    super(text("setup.initiator"));
    setWidth("34rem");
    name.setWidthFull();
    password.setWidthFull();
    password.getElement().setAttribute("autocomplete", "off");
    Upload upload =
        new Upload(
            UploadHandler.inMemory(
                (_, bytes) -> certificate = new String(bytes, StandardCharsets.US_ASCII)));
    upload.setMaxFiles(1);
    upload.setMaxFileSize(LARGEST_CERTIFICATE);
    upload.setAcceptedFileExtensions(".cer", ".crt", ".pem");
    upload.setUploadButton(new Button(text("setup.initiator.certificate")));
    said.addClassName("problem");
    said.getElement().setAttribute("aria-live", "polite");
    add(new Paragraph(text("setup.initiator.about")), new Div(name, password, upload), said);
    Button save = new Button(text("save"), _ -> save(shortcode, setup, done));
    save.addThemeVariants(ButtonVariant.PRIMARY);
    getFooter().add(new Button(text("close"), _ -> close()), save);
  }

  private void save(Shortcode shortcode, Setup setup, Consumer<String> done) {
    Initiator initiator = new Initiator(name.getValue().strip(), password.getValue(), certificate);
    Optional<String> problem =
        TenantUi.ask(() -> setup.desk().setInitiator(shortcode.id(), initiator, Setup.who()));
    if (problem.isEmpty()) {
      close();
      done.accept(text("setup.done"));
    } else {
      said.setText(problem.get());
    }
  }
}
