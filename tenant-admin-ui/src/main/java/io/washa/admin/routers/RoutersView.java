package io.washa.admin.routers;

import static io.washa.admin.desk.Texts.text;

import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.DetachEvent;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.grid.GridVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.router.RouterLink;
import io.washa.admin.desk.Chip;
import io.washa.admin.desk.DeskLayout;
import io.washa.admin.desk.Needs;
import io.washa.admin.desk.Parts;
import io.washa.admin.desk.Refreshing;
import io.washa.admin.desk.TenantUi;
import io.washa.admin.desk.Words;
import io.washa.identity.Permission;
import io.washa.network.Routers.Status;
import io.washa.network.health.RouterHealth.Figures;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Every router and whether it can be reached; kept up to date by itself. */
@Route(value = "routers", layout = DeskLayout.class)
@Needs(Permission.VIEW_NETWORK)
public final class RoutersView extends Div implements HasDynamicTitle {
  private static final long serialVersionUID = 1L;

  private final transient RouterDesk routers;
  private final transient Refreshing refreshing;
  private final transient Clock clock;
  private final transient Words words = Words.current();
  private final Grid<Status> grid = new Grid<>(Status.class, false);
  private transient Map<UUID, Figures> figures = Map.of();
  private transient @Nullable AutoCloseable refresh;

  RoutersView(RouterDesk routers, Refreshing refreshing, Clock clock) {
    this.routers = routers;
    this.refreshing = refreshing;
    this.clock = clock;
    addClassNames("view", "view-full");
    columns();
    grid.setSizeFull();
    grid.setEmptyStateComponent(Parts.empty(text("routers.none"), text("routers.none.about")));
    show();
    add(Parts.header(text("routers"), text("routers.about")), grid);
  }

  @Override
  public String getPageTitle() {
    return text("routers") + " · " + TenantUi.signedIn().tenant().name();
  }

  @Override
  protected void onAttach(AttachEvent event) {
    refresh = refreshing.every(event.getUI(), this::show);
  }

  @Override
  protected void onDetach(DetachEvent event) {
    Refreshing.end(refresh);
  }

  /** Every time, for the age of figures goes on though they do not change. */
  private void show() {
    RouterDesk.Overview now = TenantUi.ask(routers::overview);
    figures = now.figures();
    grid.setItems(now.routers());
  }

  private void columns() {
    grid.addThemeVariants(GridVariant.LUMO_NO_BORDER);
    grid.setSelectionMode(Grid.SelectionMode.NONE);
    grid.addClassName("rows-lead-on");
    grid.addItemClickListener(click ->
        getUI()
            .ifPresent(
                ui -> ui.navigate(RouterView.class, click.getItem().router().id().toString())));
    var site = grid.addColumn(Status::siteName).setHeader(text("router.site")).setFlexGrow(1);
    var router =
        grid.addComponentColumn(status -> named(status))
            .setHeader(text("router.name"))
            .setFlexGrow(1);
    var agent =
        grid.addComponentColumn(RoutersView::agent)
            .setHeader(text("router.agent"))
            .setWidth("9.5rem")
            .setFlexGrow(0);
    var reachable =
        grid.addComponentColumn(RoutersView::reachable)
            .setHeader(text("router.reachable"))
            .setWidth("9.5rem")
            .setFlexGrow(0);
    var contact =
        grid.addColumn(this::contact)
            .setHeader(text("router.contact"))
            .setWidth("9rem")
            .setFlexGrow(0);
    var load = grid.addComponentColumn(this::load).setHeader(text("health")).setFlexGrow(1);
    var version =
        grid.addColumn(status -> orDash(status.version()))
            .setHeader(text("router.version"))
            .setWidth("9rem")
            .setFlexGrow(0);
    var problem =
        grid.addColumn(status -> orDash(status.problem()))
            .setHeader(text("router.problem"))
            .setFlexGrow(2);
    var compact = grid.addComponentColumn(this::compact).setHeader(text("routers")).setFlexGrow(1);
    Parts.fit(
        grid,
        List.of(site, router, agent, reachable, load, contact, version, problem),
        List.of(compact));
  }

  private static Div named(Status status) {
    Span host = new Span(status.host());
    host.addClassName("second");
    Div lines = new Div(link(status), host);
    lines.addClassName("two-lines");
    return lines;
  }

  private static RouterLink link(Status status) {
    return new RouterLink(
        status.router().name(), RouterView.class, status.router().id().toString());
  }

  private static Chip agent(Status status) {
    return status.agentConnected()
        ? new Chip(text("router.connected"), Chip.Tone.GOOD)
        : new Chip(text("router.away"), Chip.Tone.BAD);
  }

  private static Chip reachable(Status status) {
    if (!status.agentConnected()) {
      return new Chip(text("router.unknown"), Chip.Tone.WARN);
    }
    return status.reachable()
        ? new Chip(text("router.answers"), Chip.Tone.GOOD)
        : new Chip(text("router.silent"), Chip.Tone.BAD);
  }

  private String contact(Status status) {
    Instant last = status.lastContact();
    return last == null ? text("router.never") : words.moment(last, clock.instant());
  }

  private Div load(Status status) {
    Figures known = figures.get(status.router().id());
    return known == null
        ? Parts.twoLines("–", "")
        : Parts.twoLines(HealthWords.load(known.health()), HealthWords.age(known, clock.instant()));
  }

  /** Whether it can be reached, and if not, what is missing. */
  static Chip standing(Status status) {
    return status.agentConnected() ? reachable(status) : agent(status);
  }

  static String orDash(@Nullable String text) {
    return text == null ? "–" : text;
  }

  private Div compact(Status status) {
    RouterLink name = link(status);
    name.addClassName("strong");
    Div top = new Div(name, standing(status));
    String problem = status.problem();
    Div bottom =
        new Div(
            new Span(
                problem == null
                    ? status.siteName() + " · " + orDash(status.version()) + " · " + contact(status)
                    : problem));
    bottom.addClassName("second");
    Div cell = new Div(top, bottom);
    cell.addClassName("compact");
    return cell;
  }
}
