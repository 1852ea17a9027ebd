package io.washa.admin.subscribers.money;

import static io.washa.admin.desk.Texts.text;

import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.BigDecimalField;
import com.vaadin.flow.component.textfield.TextField;
import io.washa.admin.desk.Amounts;
import io.washa.admin.desk.Parts;
import io.washa.admin.desk.TenantUi;
import io.washa.billing.documents.CreditAnswer;
import io.washa.billing.documents.Document;
import io.washa.billing.documents.NewCredit;
import io.washa.identity.Permission;
import java.util.List;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Takes back an invoice, or a part of one of its lines. */
final class CreditNoteDialog extends MoneyDialog {
  private static final long serialVersionUID = 1L;
  private static final Integer ALL = 0;

  private final transient MoneyDesk desk;
  private final Select<Document> invoice = new Select<>();
  private final Select<Integer> line = new Select<>();
  private final BigDecimalField amount = Amounts.field(text("payment.amount"));
  private final TextField reason = new TextField(text("money.reason.printed"));
  private transient List<Long> left = List.of();

  CreditNoteDialog(MoneyDesk desk, UUID subscriber, Runnable changed) {
    super("money.credit_note", Permission.APPROVE, changed);
    this.desk = desk;
    invoice.setLabel(text("paper.invoice"));
    List<Document> all =
        TenantUi.ask(() -> desk.books().documents().ofSubscriber(subscriber)).stream()
            .filter(document -> document.creditable() > 0)
            .toList();
    invoice.setItems(all);
    invoice.setItemLabelGenerator(
        one -> Parts.dotted(one.label(), words().money(one.creditable())));
    invoice.addValueChangeListener(change -> pick(change.getValue()));
    line.setLabel(text("money.line"));
    line.setItemLabelGenerator(this::name);
    line.addValueChangeListener(change -> pickLine(change.getValue()));
    amount.setVisible(false);
    all.stream().findFirst().ifPresent(invoice::setValue);
    reason.setId("credit-reason");
    reason.setMaxLength(500);
    about(text("money.credit_note.about"));
    fields(invoice, line, amount, reason);
  }

  private void pick(@Nullable Document picked) {
    left = picked == null ? List.of() : TenantUi.ask(() -> desk.books().desk().left(picked));
    List<Integer> open =
        IntStream.rangeClosed(1, left.size()).filter(at -> left.get(at - 1) > 0).boxed().toList();
    line.setItems(IntStream.concat(IntStream.of(ALL), ints(open)).boxed().toList());
    line.setValue(ALL);
  }

  private static IntStream ints(List<Integer> boxed) {
    return boxed.stream().mapToInt(Integer::intValue);
  }

  private void pickLine(@Nullable Integer picked) {
    int at = picked == null ? 0 : picked;
    amount.setVisible(at > 0);
    if (at > 0) {
      Amounts.show(amount, left.get(at - 1));
    }
  }

  private String name(Integer at) {
    Document picked = invoice.getValue();
    return at < 1 || picked == null
        ? text("money.line.all")
        : Parts.dotted(picked.lines().get(at - 1).description(), words().money(left.get(at - 1)));
  }

  @Override
  Outcome book() {
    Document picked = invoice.getValue();
    Integer at = line.getValue();
    if (picked == null || at == null) {
      return Outcome.refused("money.invoice.needed");
    } else if (reason.getValue().isBlank()) {
      return Outcome.refused("money.reason.needed");
    }
    OptionalLong minor = at < 1 ? OptionalLong.of(0) : Amounts.read(amount);
    if (minor.isEmpty() || (at > 0 && minor.getAsLong() == 0)) {
      return Outcome.refused("amount.wrong");
    }
    List<NewCredit.Part> parts =
        at < 1 ? List.of() : List.of(new NewCredit.Part(at, minor.getAsLong()));
    NewCredit wanted = new NewCredit(picked.id(), parts, reason.getValue().strip(), request());
    return said(TenantUi.ask(() -> desk.books().desk().credit(wanted, MoneyDesk.who())));
  }

  private Outcome said(CreditAnswer answer) {
    return switch (answer) {
      case CreditAnswer.Credited(Document note, long refunded) ->
          new Outcome.Done(
              refunded > 0
                  ? text("money.credited.refunded", note.label(), words().money(refunded))
                  : text("money.issued", note.label()),
              List.of(note));
      case CreditAnswer.Already(Document note) ->
          new Outcome.Done(text("money.issued", note.label()), List.of(note));
      case CreditAnswer.NoInvoice _, CreditAnswer.NoLine _ ->
          Outcome.refused("money.invoice.needed");
      case CreditAnswer.WrongAmount(long most) ->
          Outcome.refused("money.too-much", words().money(most));
    };
  }
}
