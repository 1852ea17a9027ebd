package io.washa.admin.subscribers;

import static io.washa.admin.desk.Texts.text;

import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.grid.GridVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.value.ValueChangeMode;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.router.RouterLink;
import io.washa.admin.desk.Chip;
import io.washa.admin.desk.DeskLayout;
import io.washa.admin.desk.KeysetPages;
import io.washa.admin.desk.Needs;
import io.washa.admin.desk.Parts;
import io.washa.admin.desk.TenantUi;
import io.washa.admin.desk.Words;
import io.washa.admin.payments.Phones;
import io.washa.identity.Permission;
import io.washa.insight.SubscriberList;
import io.washa.insight.SubscriberList.Line;
import java.time.Clock;
import java.time.Instant;
import java.util.List;

/** Subscribers, found by the start of a name, phone or account number. */
@Route(value = "subscribers", layout = DeskLayout.class)
@Needs(Permission.VIEW_SUBSCRIBERS)
public final class SubscribersView extends Div implements HasDynamicTitle {
  private static final long serialVersionUID = 1L;
  private static final int LONGEST_SEARCH = 60;
  private static final int TYPING_MILLIS = 300;

  private final transient Words words = Words.current();
  private final transient Clock clock;
  private final Grid<Line> grid = new Grid<>(Line.class, false);
  private final TextField search = new TextField();
  private final transient KeysetPages<Line> pages;

  SubscribersView(SubscriberList subscribers, Clock clock) {
    this.clock = clock;
    addClassNames("view", "view-full");
    columns();
    grid.setSizeFull();
    pages =
        KeysetPages.fill(
            grid,
            (after, size) ->
                subscribers.page(search.getValue(), after == null ? null : after.account(), size));
    search.setPlaceholder(text("subscribers.search"));
    search.setAriaLabel(text("subscribers.search"));
    search.setPrefixComponent(VaadinIcon.SEARCH.create());
    search.setClearButtonVisible(true);
    search.setMaxLength(LONGEST_SEARCH);
    search.setValueChangeMode(ValueChangeMode.LAZY);
    search.setValueChangeTimeout(TYPING_MILLIS);
    search.addClassName("search");
    search.addValueChangeListener(_ -> search());
    search();
    add(Parts.header(text("subscribers"), text("subscribers.about"), search), grid);
  }

  @Override
  public String getPageTitle() {
    return text("subscribers") + " · " + TenantUi.signedIn().tenant().name();
  }

  private void search() {
    String key = search.isEmpty() ? "subscribers.none" : "subscribers.none-found";
    grid.setEmptyStateComponent(Parts.empty(text(key), text(key + ".about")));
    pages.restart(null);
    grid.getLazyDataView().refreshAll();
  }

  private void columns() {
    grid.addThemeVariants(GridVariant.LUMO_NO_BORDER);
    grid.setSelectionMode(Grid.SelectionMode.NONE);
    grid.addClassName("rows-lead-on");
    var account =
        grid.addComponentColumn(SubscribersView::link)
            .setHeader(text("subscriber.account"))
            .setWidth("8rem")
            .setFlexGrow(0);
    var name = grid.addColumn(Line::name).setHeader(text("subscriber.name")).setFlexGrow(2);
    var phone =
        grid.addColumn(line -> Phones.shown(line.phone()))
            .setHeader(text("subscriber.phone"))
            .setWidth("9.5rem")
            .setFlexGrow(0);
    var plan = grid.addColumn(Line::plan).setHeader(text("subscriber.plan")).setFlexGrow(1);
    var ends =
        grid.addColumn(this::ends)
            .setHeader(text("subscriber.ends"))
            .setWidth("10.5rem")
            .setFlexGrow(0);
    var state =
        grid.addComponentColumn(SubscribersView::chip)
            .setHeader(text("subscriber.state"))
            .setWidth("8rem")
            .setFlexGrow(0);
    var compact =
        grid.addComponentColumn(this::compact).setHeader(text("subscribers")).setFlexGrow(1);
    Parts.fit(grid, List.of(account, name, phone, plan, ends, state), List.of(compact));
    grid.addItemClickListener(click ->
        getUI()
            .ifPresent(ui -> ui.navigate(SubscriberView.class, click.getItem().id().toString())));
  }

  private static RouterLink link(Line line) {
    RouterLink link = new RouterLink(line.account(), SubscriberView.class, line.id().toString());
    link.addClassName("mono");
    return link;
  }

  private String ends(Line line) {
    Instant ends = line.endsAt();
    return ends == null ? "–" : words.moment(ends, clock.instant());
  }

  static Chip chip(Line line) {
    if (line.online()) {
      return new Chip(text("subscriber.online"), Chip.Tone.GOOD);
    }
    if (line.endsAt() == null) {
      return new Chip(text("subscriber.not-paid"), Chip.Tone.CALM);
    }
    return line.active()
        ? new Chip(text("subscriber.paid"), Chip.Tone.CALM)
        : new Chip(text("subscriber.ended"), Chip.Tone.WARN);
  }

  private Div compact(Line line) {
    Span name = new Span(line.name());
    name.addClassName("strong");
    Div top = new Div(name, new Span(line.account()));
    String until = line.endsAt() == null ? "" : text("subscriber.until", ends(line));
    Div bottom = new Div(new Span(Parts.dotted(line.plan(), until)), chip(line));
    bottom.addClassName("second");
    Div cell = new Div(top, bottom);
    cell.addClassName("compact");
    return cell;
  }
}
