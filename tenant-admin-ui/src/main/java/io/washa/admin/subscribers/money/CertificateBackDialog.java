package io.washa.admin.subscribers.money;

import static io.washa.admin.desk.Texts.text;

import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.TextField;
import io.washa.admin.desk.Parts;
import io.washa.admin.desk.TenantUi;
import io.washa.billing.documents.DocumentDesk.Certificate;
import io.washa.identity.Permission;
import java.util.List;
import java.util.UUID;

/** Takes back a withholding certificate that proved wrong. */
final class CertificateBackDialog extends MoneyDialog {
  private static final long serialVersionUID = 1L;

  private final transient MoneyDesk desk;
  private final Select<Certificate> which = new Select<>();
  private final TextField reason = new TextField(text("payment.undo.reason"));

  CertificateBackDialog(MoneyDesk desk, UUID subscriber, Runnable changed) {
    super("money.certificate-back", Permission.TAKE_PAYMENTS, changed);
    this.desk = desk;
    which.setLabel(text("money.certificate.number"));
    List<Certificate> all = TenantUi.ask(() -> desk.books().desk().certificates(subscriber));
    which.setItems(all);
    which.setItemLabelGenerator(
        one -> Parts.dotted(one.number(), one.label(), words().money(one.amount())));
    all.stream().findFirst().ifPresent(which::setValue);
    reason.setId("certificate-reason");
    reason.setMaxLength(500);
    about(text("money.certificate-back.about"));
    fields(which, reason);
  }

  @Override
  Outcome book() {
    Certificate picked = which.getValue();
    if (picked == null) {
      return Outcome.refused("money.certificate.pick");
    } else if (reason.getValue().isBlank()) {
      return Outcome.refused("money.reason.needed");
    }
    boolean done =
        TenantUi.ask(() ->
            desk.books()
                .documents()
                .takeBackCertificate(
                    picked.invoice(), picked.number(), reason.getValue(), MoneyDesk.who()));
    return done
        ? Outcome.done("money.certificate-back.done", picked.label())
        : Outcome.refused("money.gone");
  }
}
