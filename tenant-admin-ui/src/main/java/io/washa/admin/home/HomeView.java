package io.washa.admin.home;

import static io.washa.admin.desk.Texts.text;

import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.DetachEvent;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.Route;
import io.washa.admin.desk.DeskLayout;
import io.washa.admin.desk.Needs;
import io.washa.admin.desk.Parts;
import io.washa.admin.desk.Refreshing;
import io.washa.admin.desk.SignedIn;
import io.washa.admin.desk.TenantUi;
import io.washa.admin.desk.Words;
import io.washa.admin.payments.PaymentGrid;
import io.washa.identity.Permission;
import io.washa.insight.PaymentList;
import io.washa.insight.ProofNews;
import io.washa.insight.TodayFigures;
import io.washa.network.Routers;
import java.time.Clock;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The day in numbers. */
@Route(value = "", layout = DeskLayout.class)
@Needs({})
public final class HomeView extends Div implements HasDynamicTitle {
  private static final long serialVersionUID = 1L;
  private static final int LATEST = 6;
  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("EEE d MMM", Locale.ENGLISH);

  private final transient TodayFigures.Reader figures;
  private final transient ProofNews.Reader proofs;
  private final transient PaymentList payments;
  private final transient Routers routers;
  private final transient Refreshing refreshing;
  private final transient Words words = Words.current();
  private final Div alerts = new Div();
  private final Div cards = new Div();
  private final Div latest = new Div(new H2(text("home.latest")));
  private final PaymentGrid grid;
  private transient @Nullable List<PaymentList.Line> shown;
  private transient @Nullable AutoCloseable refresh;

  HomeView(
      Figures figures, PaymentList payments, Routers routers, Refreshing refreshing, Clock clock) {
    this.payments = payments;
    this.figures = figures.today();
    this.proofs = figures.proofs();
    this.routers = routers;
    this.refreshing = refreshing;
    addClassName("view");
    cards.addClassName("cards");
    SignedIn person = TenantUi.signedIn();
    String name = person.member().name().split(" ", 2)[0];
    grid = new PaymentGrid(clock);
    grid.setAllRowsVisible(true);
    grid.setEmptyStateComponent(Parts.empty(text("payments.none"), text("payments.none.about")));
    latest.add(grid);
    latest.addClassName("panel");
    latest.setVisible(person.may(Permission.VIEW_PAYMENTS));
    add(Parts.header(text("home.title", name), words.day(clock.instant())), alerts, cards, latest);
    show();
  }

  /** What is read of the day and of the books. */
  @Component
  record Figures(TodayFigures.Reader today, ProofNews.Reader proofs) {}

  @Override
  public String getPageTitle() {
    return text("home") + " · " + TenantUi.signedIn().tenant().name();
  }

  @Override
  protected void onAttach(AttachEvent event) {
    refresh = refreshing.every(event.getUI(), this::show);
  }

  @Override
  protected void onDetach(DetachEvent event) {
    Refreshing.end(refresh);
  }

  private void show() {
    SignedIn person = TenantUi.signedIn();
    TodayFigures now = TenantUi.ask(figures::now);
    if (person.may(Permission.VIEW_PAYMENTS)) {
      showLatest();
      showProofs();
    }
    cards.removeAll();
    if (person.may(Permission.VIEW_PAYMENTS)) {
      cards.add(
          card(
              text("home.collected"),
              words.money(now.collected()),
              text("home.collected.about", now.payments())));
    }
    cards.add(
        card(text("home.active"), number(now.active()), text("home.active.about", now.online())));
    if (person.may(Permission.VIEW_NETWORK)) {
      cards.add(routersCard(TenantUi.ask(routers::statuses)));
    }
    if (person.may(Permission.VIEW_PAYMENTS)) {
      Div suspense =
          card(
              text("home.suspense"),
              number(now.suspense()),
              text(now.suspense() == 0 ? "home.suspense.none" : "home.suspense.about"));
      suspense.setClassName("card-warn", now.suspense() > 0);
      cards.add(suspense);
    }
  }

  /** What differs is an alert; what M-Pesa has not told yet is only said. */
  private void showProofs() {
    alerts.removeAll();
    for (ProofNews news : TenantUi.ask(proofs::all)) {
      String day = news.day().format(DAY);
      switch (news.state()) {
        case ZERO -> {}
        case DIFFERS ->
            alerts.add(
                alert(
                    text("home.proof.differs", news.number(), day, words.money(news.difference())),
                    "alert-bad"));
        case NOT_TOLD ->
            alerts.add(alert(text("home.proof.not-told", news.number(), day), "alert-calm"));
      }
    }
  }

  private static Div alert(String sentence, String tone) {
    Div alert = new Div(new Span(sentence), new Anchor("proof", text("home.proof.look")));
    alert.addClassNames("alert", tone);
    alert.getElement().setAttribute("role", "status");
    return alert;
  }

  private void showLatest() {
    List<PaymentList.Line> now = TenantUi.ask(() -> payments.page(null, LATEST));
    if (!now.equals(shown)) {
      shown = now;
      grid.setItems(now);
    }
  }

  private static Div routersCard(List<Routers.Status> all) {
    long up = all.stream().filter(status -> status.agentConnected() && status.reachable()).count();
    long down = all.size() - up;
    String about;
    if (all.isEmpty()) {
      about = text("home.routers.none");
    } else {
      about = down == 0 ? text("home.routers.up") : text("home.routers.down", down);
    }
    Div card = card(text("home.routers"), text("home.routers.of", up, all.size()), about);
    card.setClassName("card-bad", down > 0);
    return card;
  }

  private static Div card(String name, String figure, String about) {
    Span label = new Span(name);
    label.addClassName("card-label");
    Span number = new Span(figure);
    number.addClassName("card-figure");
    Span more = new Span(about);
    more.addClassName("card-about");
    Div card = new Div(label, number, more);
    card.addClassName("card");
    return card;
  }

  private static String number(int count) {
    return String.format(Locale.ENGLISH, "%,d", count);
  }
}
