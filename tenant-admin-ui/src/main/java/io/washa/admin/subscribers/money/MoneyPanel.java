package io.washa.admin.subscribers.money;

import static io.washa.admin.desk.Texts.text;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Paragraph;
import io.washa.admin.desk.PaperLinks;
import io.washa.admin.desk.Parts;
import io.washa.admin.desk.TenantUi;
import io.washa.admin.desk.Words;
import io.washa.admin.money.AskDialog;
import io.washa.billing.BankReceipts.Pending;
import io.washa.billing.approvals.ApprovalKind;
import io.washa.billing.documents.Document;
import io.washa.identity.Permission;
import io.washa.insight.SubscriberList;
import io.washa.insight.SubscriberMoney;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.UUID;

/** A subscriber's wallet, deposit, open invoices and cheques, and all that charges or pays. */
public final class MoneyPanel extends Div {
  private static final long serialVersionUID = 1L;

  private final transient MoneyDesk desk;
  private final transient SubscriberList.Line subscriber;
  private final transient MoneyState state;
  private final transient Runnable changed;
  private final transient Words words = Words.current();

  /**
   * A panel.
   *
   * @param changed told when something was booked
   */
  public MoneyPanel(
      MoneyDesk desk, SubscriberList.Line subscriber, MoneyState state, Runnable changed) {
    super(new H2(text("money.title")));
    this.desk = desk;
    this.subscriber = subscriber;
    this.state = state;
    this.changed = changed;
    addClassName("panel");
    setId("money");
    add(figures());
    state.open().forEach(invoice -> add(PaperLinks.row(invoice, due(invoice))));
    state.cheques().forEach(cheque -> add(cheque(cheque)));
    for (Actions actions : new Actions[] {charging(), paying()}) {
      if (actions.any()) {
        add(actions);
      }
    }
  }

  private Component figures() {
    Div figures =
        new Div(
            figure("money.wallet", words.money(state.money().balance())),
            figure("money.deposit-held", words.money(state.deposit())),
            renewal(),
            figure("money.wish.short", text(wish())));
    figures.addClassName("facts");
    return figures;
  }

  private String wish() {
    return state.wish().invoices() ? "money.wish.yes" : "money.wish.no";
  }

  private Component renewal() {
    SubscriberMoney.Renewal next = state.money().renewal();
    if (next == null) {
      return figure("money.missing", text("money.missing.none"));
    }
    Instant at = next.at();
    Div figure =
        figure(
            "money.missing",
            next.missing() == 0 ? text("money.missing.nothing") : words.money(next.missing()));
    figure.add(new Paragraph(Parts.dotted(next.plan(), at == null ? "" : words.date(at))));
    return figure;
  }

  private static Div figure(String key, String value) {
    Div figure = Parts.twoLines(text(key), value);
    figure.addClassName("figure");
    figure.setId(key.replace('.', '-'));
    return figure;
  }

  private String due(Document invoice) {
    LocalDate on = invoice.dueOn();
    LocalDate day = on == null ? invoice.issuedOn() : on;
    long late = ChronoUnit.DAYS.between(day, desk.today());
    String when =
        late > 0
            ? text("money.overdue", words.date(day), late)
            : text("money.due.on", words.date(day));
    return Parts.dotted(text("paper.due", words.money(invoice.outstanding())), when);
  }

  private Component cheque(Pending cheque) {
    Actions actions =
        new Actions()
            .with("money.clear", Permission.TAKE_PAYMENTS, () -> clearing(cheque))
            .with("money.bounce", Permission.VOID, () -> new BounceDialog(desk, cheque, changed));
    Div row =
        new Div(
            Parts.twoLines(
                Parts.dotted(text("money.cheque"), cheque.bank(), cheque.number()),
                Parts.dotted(words.money(cheque.amount()), words.date(cheque.valueOn()))),
            actions);
    row.addClassNames("service", "cheque");
    return row;
  }

  private SureDialog clearing(Pending cheque) {
    return new SureDialog(
            "money.clear",
            Permission.TAKE_PAYMENTS,
            changed,
            () ->
                TenantUi.ask(() -> desk.books().bank().clear(cheque.id(), MoneyDesk.who()))
                    .map(_ -> Outcome.done("money.bank.booked", words.money(cheque.amount())))
                    .orElseGet(() -> Outcome.refused("money.gone")))
        .saying(text("money.clear.about", words.money(cheque.amount()), cheque.number()));
  }

  private Actions charging() {
    UUID id = state.subscriber();
    return new Actions()
        .with("money.fee", Permission.TAKE_PAYMENTS, () -> new FeeDialog(desk, id, changed))
        .with("money.invoice", Permission.TAKE_PAYMENTS, () -> writing(Document.Kind.INVOICE))
        .with("money.proforma", Permission.TAKE_PAYMENTS, () -> writing(Document.Kind.PROFORMA))
        .with(
            "money.credit_note", Permission.APPROVE, () -> new CreditNoteDialog(desk, id, changed))
        .with(
            "money.certificate",
            Permission.TAKE_PAYMENTS,
            () -> new CertificateDialog(desk, state.open(), changed))
        .with(
            "money.certificate-back",
            Permission.TAKE_PAYMENTS,
            () -> new CertificateBackDialog(desk, id, changed))
        .with(
            "money.wish",
            Permission.MANAGE_SUBSCRIBERS,
            () -> new WishDialog(desk, state, changed));
  }

  private InvoiceDialog writing(Document.Kind kind) {
    return new InvoiceDialog(kind, desk, subscriber, changed).to(state.wish().pin());
  }

  private Actions paying() {
    UUID id = state.subscriber();
    return new Actions()
        .with(
            "money.bank",
            Permission.TAKE_PAYMENTS,
            () -> new BankDialog(desk, state.money().services(), changed))
        .with(
            "money.deposit", Permission.TAKE_PAYMENTS, () -> DepositDialog.take(desk, id, changed))
        .with(
            "money.deposit-back",
            Permission.REFUND,
            () -> DepositDialog.giveBack(desk, id, changed))
        .with("money.credit", ApprovalKind.CREDIT.toAsk(), () -> asking(ApprovalKind.CREDIT))
        .with("money.refund", ApprovalKind.REFUND.toAsk(), () -> asking(ApprovalKind.REFUND));
  }

  private AskDialog asking(ApprovalKind kind) {
    Books books = desk.books();
    AskDialog dialog =
        new AskDialog(books.approvals(), books.subscribers(), books.tills(), kind)
            .about(subscriber.account());
    dialog.addOpenedChangeListener(_ -> changed.run());
    return dialog;
  }
}
