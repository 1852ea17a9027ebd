package io.washa.admin.payments;

import static io.washa.admin.desk.Texts.text;

import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.DetachEvent;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.confirmdialog.ConfirmDialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.OrderedList;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.notification.Notification;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.router.BeforeEvent;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.HasUrlParameter;
import com.vaadin.flow.router.NotFoundException;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.router.RouterLink;
import io.washa.admin.desk.DeskLayout;
import io.washa.admin.desk.Ids;
import io.washa.admin.desk.Needs;
import io.washa.admin.desk.Parts;
import io.washa.admin.desk.Refreshing;
import io.washa.admin.desk.TenantUi;
import io.washa.admin.desk.Words;
import io.washa.admin.money.Asking;
import io.washa.admin.subscribers.SubscriberView;
import io.washa.billing.approvals.ApprovalKind;
import io.washa.billing.approvals.Approvals;
import io.washa.identity.Permission;
import io.washa.insight.PaymentList;
import io.washa.insight.PaymentList.Line;
import io.washa.insight.PaymentProgress;
import io.washa.insight.PaymentProgress.Step;
import io.washa.insight.PaymentTimelines;
import io.washa.payments.Payments;
import io.washa.payments.SuspenseDesk;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One payment's way, from Safaricom's word to the router's. */
@Route(value = "payments", layout = DeskLayout.class)
@Needs(Permission.VIEW_PAYMENTS)
public final class PaymentView extends Div implements HasUrlParameter<String>, HasDynamicTitle {
  private static final long serialVersionUID = 1L;
  private static final List<String> WAY =
      List.of("prompted", "received", "matched", "posted", "renewed", "sent", "applied", "online");

  private final transient PaymentList payments;
  private final transient PaymentTimelines timelines;
  private final transient Refreshing refreshing;
  private final transient SuspenseDesk desk;
  private final transient Approvals approvals;
  private final transient Payments matched;
  private final transient Words words = Words.current();
  private @Nullable UUID id;
  private String title = "";
  private transient @Nullable State shown;
  private transient @Nullable AutoCloseable refresh;

  private record State(Line line, Optional<PaymentProgress> progress) {}

  PaymentView(
      PaymentList payments,
      PaymentTimelines timelines,
      Refreshing refreshing,
      SuspenseDesk desk,
      Approvals approvals,
      Payments matched) {
    this.approvals = approvals;
    this.matched = matched;
    this.desk = desk;
    this.payments = payments;
    this.timelines = timelines;
    this.refreshing = refreshing;
    addClassName("view");
  }

  @Override
  public void setParameter(BeforeEvent event, String parameter) {
    id = Ids.parse(parameter).orElse(null);
    if (!show()) {
      event.rerouteToError(NotFoundException.class);
    }
  }

  @Override
  public String getPageTitle() {
    return title + " · " + TenantUi.signedIn().tenant().name();
  }

  @Override
  protected void onAttach(AttachEvent event) {
    refresh = refreshing.every(event.getUI(), this::show);
  }

  @Override
  protected void onDetach(DetachEvent event) {
    Refreshing.end(refresh);
  }

  private boolean show() {
    UUID wanted = id;
    if (wanted == null) {
      return false;
    }
    Optional<State> found =
        TenantUi.ask(
            () -> payments.find(wanted).map(line -> new State(line, timelines.ofPayment(wanted))));
    found.filter(state -> !state.equals(shown)).ifPresent(this::show);
    return found.isPresent();
  }

  private void show(State state) {
    shown = state;
    Line line = state.line();
    String receipt = line.receipt();
    title = receipt == null ? text("payment.no-receipt") : receipt;
    removeAll();
    RouterLink back = new RouterLink(text("payments"), PaymentsView.class);
    back.addClassName("back");
    add(
        back,
        Parts.header(
            words.money(line.amount()),
            title + " · " + words.date(line.receivedAt()),
            PaymentStates.chip(line)),
        facts(line),
        undo(line),
        asking(line),
        way(state));
  }

  /** What another person has to approve: voiding cash, reversing at M-Pesa, striking. */
  private Component asking(Line line) {
    Div place = new Div();
    if (line.state() == PaymentList.State.TAKEN_BACK) {
      return place;
    }
    List<ApprovalKind> kinds =
        TenantUi.<Boolean>ask(() -> matched.mayBeReleased(line.id()))
            ? List.of(ApprovalKind.REVERSAL, ApprovalKind.STRIKE)
            : List.of(ApprovalKind.VOID);
    kinds.stream()
        .filter(kind -> TenantUi.signedIn().may(kind.toAsk()))
        .forEach(kind -> place.add(Asking.button(approvals, kind, line.id())));
    return place;
  }

  /** Takes the payment back from whoever it was given to; asks why. */
  private Component undo(Line line) {
    Div place = new Div();
    if (line.subscriber() == null
        || line.state() == PaymentList.State.TAKEN_BACK
        || !TenantUi.signedIn().may(Permission.TAKE_PAYMENTS)
        || !TenantUi.<Boolean>ask(() -> matched.mayBeReleased(line.id()))) {
      return place;
    }
    Button undo =
        new Button(
            text("payment.undo"),
            _ -> {
              ConfirmDialog ask = new ConfirmDialog();
              TextField reason = new TextField(text("payment.undo.reason"));
              reason.setWidthFull();
              ask.setHeader(text("payment.undo"));
              ask.add(new Paragraph(text("payment.undo.about")), reason);
              ask.setCancelable(true);
              ask.setConfirmText(text("payment.undo"));
              ask.addConfirmListener(_ -> undo(line, reason.getValue()));
              ask.open();
            });
    place.add(undo);
    return place;
  }

  private void undo(Line line, String reason) {
    String why = reason.isBlank() ? text("payment.undo") : reason.strip();
    boolean undone =
        TenantUi.ask(() -> desk.undo(line.id(), why, TenantUi.signedIn().member().email()));
    Notification.show(text(undone ? "payment.undone" : "suspense.gone"));
    boolean _ = show();
  }

  private Component facts(Line line) {
    Div facts = new Div();
    facts.addClassName("facts");
    facts.add(fact(text("payment.payer"), payer(line)));
    facts.add(fact(text("payment.account"), new Span(PaymentGrid.account(line))));
    facts.add(fact(text("payment.plan"), new Span(line.plan().isEmpty() ? "–" : line.plan())));
    String phone = Phones.shown(line.payer());
    if (!phone.isEmpty()) {
      facts.add(fact(text("payment.phone"), new Span(phone)));
    }
    return facts;
  }

  private static Component payer(Line line) {
    PaymentList.Subscriber subscriber = line.subscriber();
    if (subscriber == null || !TenantUi.signedIn().may(Permission.VIEW_SUBSCRIBERS)) {
      return new Span(PaymentGrid.payerName(line));
    }
    return new RouterLink(subscriber.name(), SubscriberView.class, subscriber.id().toString());
  }

  private static Div fact(String name, Component value) {
    Span label = new Span(name);
    label.addClassName("second");
    Div fact = new Div(label, value);
    fact.addClassName("two-lines");
    return fact;
  }

  private Component way(State state) {
    Div panel = new Div();
    panel.addClassName("panel");
    panel.add(new com.vaadin.flow.component.html.H2(text("way.title")));
    Optional<PaymentProgress> progress = state.progress();
    if (progress.isEmpty()) {
      panel.add(new Paragraph(text("way.suspense")));
      return panel;
    }
    List<Step> steps = progress.get().timeline();
    first(steps, "received")
        .flatMap(from -> first(steps, "applied").map(to -> Duration.between(from, to)))
        .ifPresent(whole -> {
          Paragraph sum = new Paragraph(text("way.whole", words.span(whole)));
          sum.addClassName("sum");
          panel.add(sum);
        });
    panel.add(timeline(steps));
    String problem = progress.get().accessError();
    if (problem != null && !progress.get().connected()) {
      Paragraph words = new Paragraph(text("way.problem", problem));
      words.addClassName("problem");
      panel.add(words);
    }
    return panel;
  }

  private OrderedList timeline(List<Step> steps) {
    OrderedList list = new OrderedList();
    list.addClassName("timeline");
    Instant before = null;
    for (Step step : steps) {
      list.add(step(step, before));
      before = step.at();
    }
    for (String name : WAY.subList(1, WAY.size())) {
      if (steps.stream().noneMatch(step -> step.name().equals(name))) {
        ListItem open = new ListItem(Parts.twoLines(text("way." + name), text("way.open")));
        open.addClassName("open");
        list.add(open);
      }
    }
    return list;
  }

  private ListItem step(Step step, @Nullable Instant before) {
    Span at = new Span(words.exactTime(step.at()));
    at.addClassName("mono");
    ListItem item =
        new ListItem(
            Parts.twoLines(text("way." + step.name()), text("way." + step.name() + ".about")), at);
    if (before != null) {
      Span later = new Span("+" + words.span(Duration.between(before, step.at())));
      later.addClassNames("second", "mono", "later");
      item.add(later);
    }
    return item;
  }

  private static Optional<Instant> first(List<Step> steps, String name) {
    return steps.stream().filter(step -> step.name().equals(name)).map(Step::at).findFirst();
  }
}
