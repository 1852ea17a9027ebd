package io.washa.admin.subscribers.money;

import static io.washa.admin.desk.Texts.text;

import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.BigDecimalField;
import com.vaadin.flow.component.textfield.TextField;
import io.washa.admin.desk.Amounts;
import io.washa.admin.desk.Parts;
import io.washa.admin.desk.TenantUi;
import io.washa.billing.documents.Document;
import io.washa.billing.documents.WithholdAnswer;
import io.washa.identity.Permission;
import java.util.List;
import java.util.OptionalLong;

/** Enters a withholding certificate for an open invoice. */
final class CertificateDialog extends MoneyDialog {
  private static final long serialVersionUID = 1L;

  private final transient MoneyDesk desk;
  private final Select<Document> invoice = new Select<>();
  private final TextField number = new TextField(text("money.certificate.number"));
  private final BigDecimalField amount = Amounts.field(text("payment.amount"));

  CertificateDialog(MoneyDesk desk, List<Document> open, Runnable changed) {
    super("money.certificate", Permission.TAKE_PAYMENTS, changed);
    this.desk = desk;
    invoice.setLabel(text("paper.invoice"));
    invoice.setItems(open);
    invoice.setItemLabelGenerator(
        one -> Parts.dotted(one.label(), words().money(one.outstanding())));
    open.stream().findFirst().ifPresent(invoice::setValue);
    number.setId("certificate-number");
    amount.setId("certificate-amount");
    number.setMaxLength(60);
    about(text("money.certificate.about"));
    fields(invoice, number, amount);
  }

  @Override
  Outcome book() {
    Document picked = invoice.getValue();
    OptionalLong minor = Amounts.read(amount);
    if (picked == null) {
      return Outcome.refused("money.invoice.needed");
    } else if (minor.isEmpty()) {
      return Outcome.refused("amount.wrong");
    }
    WithholdAnswer answer =
        TenantUi.ask(() ->
            desk.books()
                .desk()
                .withhold(picked.id(), number.getValue(), minor.getAsLong(), MoneyDesk.who()));
    return switch (answer) {
      case WithholdAnswer.Withheld(Document changed) ->
          new Outcome.Done(
              text("money.certificate.done", words().money(changed.outstanding())),
              List.of(changed));
      case WithholdAnswer.Already _ -> Outcome.refused("money.certificate.already");
      case WithholdAnswer.NoInvoice _ -> Outcome.refused("money.invoice.needed");
      case WithholdAnswer.NoCertificate _ -> Outcome.refused("money.certificate.needed");
      case WithholdAnswer.WrongAmount(long outstanding) ->
          Outcome.refused("money.too-much", words().money(outstanding));
    };
  }
}
