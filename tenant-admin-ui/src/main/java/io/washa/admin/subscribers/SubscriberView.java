package io.washa.admin.subscribers;

import static io.washa.admin.desk.Texts.text;

import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.DetachEvent;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Span;
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
import io.washa.admin.payments.PaymentGrid;
import io.washa.admin.payments.Phones;
import io.washa.admin.subscribers.money.MoneyDesk;
import io.washa.admin.subscribers.money.MoneyPanel;
import io.washa.admin.subscribers.money.MoneyState;
import io.washa.admin.subscribers.money.ServiceMoneyPanel;
import io.washa.billing.documents.Document;
import io.washa.billing.documents.Documents;
import io.washa.identity.Permission;
import io.washa.insight.PaymentList;
import io.washa.insight.ServiceStatus;
import io.washa.insight.SubscriberList;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One subscriber: services, money, the last payments, and papers. */
@Route(value = "subscribers", layout = DeskLayout.class)
@Needs(Permission.VIEW_SUBSCRIBERS)
public final class SubscriberView extends Div implements HasUrlParameter<String>, HasDynamicTitle {
  private static final long serialVersionUID = 1L;
  private static final int LAST_PAYMENTS = 20;

  private final transient SubscriberList subscribers;
  private final transient ServiceStatus.Reader services;
  private final transient PaymentList payments;
  private final transient Documents documents;
  private final transient MoneyDesk money;
  private final transient LineDesk lines;
  private final transient Refreshing refreshing;
  private final transient Clock clock;
  private @Nullable UUID id;
  private String title = "";
  private transient @Nullable State shown;
  private transient @Nullable AutoCloseable refresh;

  private record State(
      SubscriberList.Line line,
      List<ServiceStatus> services,
      List<LineDesk.Line> lines,
      List<PaymentList.Line> payments,
      List<Document> documents,
      @Nullable MoneyState money) {}

  SubscriberView(
      SubscriberList subscribers,
      ServiceStatus.Reader services,
      PaymentList payments,
      Documents documents,
      MoneyDesk money,
      LineDesk lines,
      Refreshing refreshing,
      Clock clock) {
    this.subscribers = subscribers;
    this.services = services;
    this.payments = payments;
    this.documents = documents;
    this.money = money;
    this.lines = lines;
    this.refreshing = refreshing;
    this.clock = clock;
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
        TenantUi.ask(() -> subscribers.find(wanted).map(line -> read(wanted, line)));
    found.filter(state -> !state.equals(shown)).ifPresent(this::show);
    return found.isPresent();
  }

  private State read(UUID subscriber, SubscriberList.Line line) {
    List<ServiceStatus> all =
        subscribers.services(subscriber).stream()
            .map(services::find)
            .flatMap(Optional::stream)
            .toList();
    return new State(
        line,
        all,
        TenantUi.signedIn().may(Permission.VIEW_NETWORK) ? lines.read(all) : List.of(),
        TenantUi.signedIn().may(Permission.VIEW_PAYMENTS)
            ? payments.ofSubscriber(subscriber, LAST_PAYMENTS)
            : List.of(),
        TenantUi.signedIn().may(Permission.VIEW_PAYMENTS)
            ? documents.ofSubscriber(subscriber)
            : List.of(),
        TenantUi.signedIn().may(Permission.VIEW_PAYMENTS) ? money.read(subscriber) : null);
  }

  private void show(State state) {
    shown = state;
    title = state.line().name();
    removeAll();
    RouterLink back = new RouterLink(text("subscribers"), SubscribersView.class);
    back.addClassName("back");
    add(
        back,
        Parts.header(
            state.line().name(),
            text("subscriber.account")
                + " "
                + state.line().account()
                + " · "
                + Phones.shown(state.line().phone()),
            SubscribersView.chip(state.line())));
    add(new ServicesPanel(state.services()));
    if (!state.lines().isEmpty()) {
      add(new LinePanel(state.lines(), clock.instant()));
    }
    if (TenantUi.signedIn().may(Permission.VIEW_PAYMENTS)) {
      MoneyState now = state.money();
      if (now != null) {
        add(
            new MoneyPanel(money, state.line(), now, this::show),
            new ServiceMoneyPanel(money, now, this::show));
      }
      add(
          paymentPanel(state.payments()),
          new PapersPanel(state.line().id(), state.payments(), state.documents()));
    }
  }

  private Div paymentPanel(List<PaymentList.Line> last) {
    Div panel = panel(text("subscriber.payments"));
    if (last.isEmpty()) {
      panel.add(new Span(text("subscriber.payments.none")));
      return panel;
    }
    PaymentGrid grid = new PaymentGrid(clock);
    grid.setItems(last);
    grid.setAllRowsVisible(true);
    panel.add(grid);
    return panel;
  }

  private static Div panel(String title) {
    Div panel = new Div(new H2(title));
    panel.addClassName("panel");
    return panel;
  }
}
