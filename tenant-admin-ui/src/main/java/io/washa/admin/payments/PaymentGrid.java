package io.washa.admin.payments;

import static io.washa.admin.desk.Texts.text;

import com.vaadin.flow.component.grid.ColumnTextAlign;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.grid.GridVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.router.RouterLink;
import io.washa.admin.desk.Parts;
import io.washa.admin.desk.Words;
import io.washa.insight.PaymentList;
import io.washa.insight.PaymentList.Line;
import java.time.Clock;
import java.util.List;

/** Payments in rows; a row leads to its payment. */
public final class PaymentGrid extends Grid<Line> {
  private static final long serialVersionUID = 1L;

  private final transient Words words = Words.current();
  private final transient Clock clock;

  /** An empty grid. */
  public PaymentGrid(Clock clock) {
    super(Line.class, false);
    this.clock = clock;
    addThemeVariants(GridVariant.LUMO_NO_BORDER);
    setSelectionMode(SelectionMode.NONE);
    addClassName("rows-lead-on");
    columns();
    addItemClickListener(click ->
        getUI().ifPresent(ui -> ui.navigate(PaymentView.class, click.getItem().id().toString())));
  }

  private void columns() {
    var time =
        addColumn(this::moment).setHeader(text("payment.time")).setWidth("8.5rem").setFlexGrow(0);
    var receipt =
        addComponentColumn(PaymentGrid::receipt)
            .setHeader(text("payment.receipt"))
            .setWidth("9rem")
            .setFlexGrow(0);
    var payer =
        addComponentColumn(PaymentGrid::payer).setHeader(text("payment.payer")).setFlexGrow(2);
    var account =
        addColumn(PaymentGrid::account)
            .setHeader(text("payment.account"))
            .setWidth("7rem")
            .setFlexGrow(0);
    var plan =
        addColumn(Line::plan)
            .setHeader(text("payment.plan"))
            .setTooltipGenerator(Line::plan)
            .setWidth("9rem")
            .setFlexGrow(1);
    var amount =
        addColumn(line -> words.money(line.amount()))
            .setHeader(text("payment.amount"))
            .setTextAlign(ColumnTextAlign.END)
            .setWidth("8rem")
            .setFlexGrow(0);
    var state =
        addComponentColumn(PaymentStates::chip)
            .setHeader(text("payment.state"))
            .setWidth("9.5rem")
            .setFlexGrow(0);
    var compact = addComponentColumn(this::compact).setHeader(text("payments")).setFlexGrow(1);
    Parts.fit(this, List.of(time, receipt, payer, account, plan, amount, state), List.of(compact));
  }

  private String moment(Line line) {
    return words.moment(line.receivedAt(), clock.instant());
  }

  private static RouterLink receipt(Line line) {
    String receipt = line.receipt();
    RouterLink link =
        new RouterLink(
            receipt == null ? text("payment.no-receipt") : receipt,
            PaymentView.class,
            line.id().toString());
    link.addClassName("mono");
    return link;
  }

  static String payerName(Line line) {
    PaymentList.Subscriber subscriber = line.subscriber();
    if (subscriber != null) {
      return subscriber.name();
    }
    return line.payerName().isEmpty() ? text("payment.unknown") : line.payerName();
  }

  private static Div payer(Line line) {
    return Parts.twoLines(payerName(line), Phones.shown(line.payer()));
  }

  static String account(Line line) {
    PaymentList.Subscriber subscriber = line.subscriber();
    return subscriber == null ? line.reference() : subscriber.account();
  }

  private Div compact(Line line) {
    Span amount = new Span(words.money(line.amount()));
    amount.addClassName("strong");
    Div top = new Div(new Span(payerName(line)), amount);
    Div bottom =
        new Div(new Span(Parts.dotted(moment(line), line.plan())), PaymentStates.chip(line));
    bottom.addClassName("second");
    Div cell = new Div(top, bottom);
    cell.addClassName("compact");
    return cell;
  }
}
