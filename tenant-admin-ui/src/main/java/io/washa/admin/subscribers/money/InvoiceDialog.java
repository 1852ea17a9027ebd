package io.washa.admin.subscribers.money;

import static io.washa.admin.desk.Texts.text;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.datepicker.DatePicker;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.textfield.TextField;
import io.washa.admin.desk.TenantUi;
import io.washa.billing.documents.Document;
import io.washa.billing.documents.IssueAnswer;
import io.washa.billing.documents.KraPin;
import io.washa.billing.documents.NewDocument;
import io.washa.billing.documents.Party;
import io.washa.identity.Permission;
import io.washa.insight.SubscriberList;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Writes an invoice or a pro-forma line by line. */
final class InvoiceDialog extends MoneyDialog {
  private static final long serialVersionUID = 1L;
  private static final int MOST_LINES = 50;

  private final transient MoneyDesk desk;
  private final transient SubscriberList.Line subscriber;
  private final Document.Kind kind;
  private final List<LineFields> lines = new ArrayList<>();
  private final Div area = new Div();
  private final TextField buyer = new TextField(text("money.buyer"));
  private final TextField pin = new TextField(text("money.buyer-pin"));
  private final TextField lpo = new TextField(text("money.lpo"));
  private final DatePicker due = new DatePicker(text("money.due"));
  private final TextField note = new TextField(text("money.note"));

  InvoiceDialog(
      Document.Kind kind, MoneyDesk desk, SubscriberList.Line subscriber, Runnable changed) {
    super("money." + kind.name().toLowerCase(Locale.ROOT), Permission.TAKE_PAYMENTS, changed);
    this.kind = kind;
    this.desk = desk;
    this.subscriber = subscriber;
    setWidth("60rem");
    area.setId("document-lines");
    addLine();
    Button more = new Button(text("money.more-lines"), _ -> addLine());
    buyer.setMaxLength(200);
    buyer.setPlaceholder(subscriber.name());
    pin.setMaxLength(20);
    pin.setPlaceholder("P051234567Q");
    lpo.setMaxLength(60);
    note.setMaxLength(500);
    due.setLocale(Locale.UK);
    due.setMin(desk.today());
    due.setHelperText(text("money.due.about"));
    show(area, more);
    fields(buyer, pin, lpo, due, note);
  }

  /** The same for a buyer with a PIN. */
  InvoiceDialog to(@Nullable KraPin known) {
    if (known != null) {
      pin.setValue(known.text());
    }
    return this;
  }

  private void addLine() {
    if (lines.size() < MOST_LINES) {
      LineFields line = new LineFields();
      lines.add(line);
      area.add(line);
    }
  }

  @Override
  Outcome book() {
    List<NewDocument.Line> read = new ArrayList<>();
    for (LineFields line : lines) {
      Optional<NewDocument.Line> one = line.read();
      if (one.isPresent()) {
        read.add(one.get());
      } else if (!line.isBlank()) {
        return Outcome.refused("money.line.wrong");
      }
    }
    Optional<KraPin> known = KraPin.parse(pin.getValue());
    if (read.isEmpty()) {
      return Outcome.refused("money.line.wrong");
    } else if (known.isEmpty() && !pin.getValue().isBlank()) {
      return Outcome.refused("money.pin.wrong");
    }
    NewDocument wanted =
        new NewDocument(
            subscriber.id(),
            party(known.orElse(null)),
            read,
            lpo.getValue().strip(),
            due.getValue(),
            note.getValue().strip(),
            request());
    return said(TenantUi.ask(() -> desk.books().desk().issue(kind, wanted, MoneyDesk.who())));
  }

  private @Nullable Party party(@Nullable KraPin known) {
    String name = buyer.getValue().strip();
    return name.isEmpty() && known == null
        ? null
        : new Party(name.isEmpty() ? subscriber.name() : name, known);
  }

  private Outcome said(IssueAnswer answer) {
    return switch (answer) {
      case IssueAnswer.Issued issued -> issued(issued.document());
      case IssueAnswer.Already already -> issued(already.document());
      case IssueAnswer.Refused refused ->
          Outcome.refused("issue.refused." + refused.why().name().toLowerCase(Locale.ROOT));
    };
  }

  private static Outcome issued(Document document) {
    return new Outcome.Done(text("money.issued", document.label()), List.of(document));
  }
}
