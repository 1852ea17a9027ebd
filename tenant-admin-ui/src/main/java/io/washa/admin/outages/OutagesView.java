package io.washa.admin.outages;

import static io.washa.admin.desk.Texts.text;

import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.DetachEvent;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.grid.GridVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.Route;
import io.washa.admin.desk.Chip;
import io.washa.admin.desk.DeskLayout;
import io.washa.admin.desk.Needs;
import io.washa.admin.desk.Parts;
import io.washa.admin.desk.Refreshing;
import io.washa.admin.desk.TenantUi;
import io.washa.admin.desk.Words;
import io.washa.identity.Permission;
import io.washa.network.Sites;
import io.washa.network.outages.Outages;
import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is out now and what was, with the people affected; declared here by hand, too. */
@Route(value = "outages", layout = DeskLayout.class)
@Needs(Permission.VIEW_NETWORK)
public final class OutagesView extends Div implements HasDynamicTitle {
  private static final long serialVersionUID = 1L;
  private static final int NEWEST = 200;

  private final transient Outages outages;
  private final transient Sites sites;
  private final transient Refreshing refreshing;
  private final transient Clock clock;
  private final transient Words words = Words.current();
  private final Grid<Outages.Line> grid = new Grid<>();
  private transient @Nullable List<Outages.Line> shown;
  private transient @Nullable AutoCloseable refresh;

  OutagesView(Outages outages, Sites sites, Refreshing refreshing, Clock clock) {
    this.outages = outages;
    this.sites = sites;
    this.refreshing = refreshing;
    this.clock = clock;
    addClassNames("view", "view-full");
    columns();
    show();
    Div header = Parts.header(text("outages"), text("outages.about"));
    if (TenantUi.signedIn().may(Permission.MANAGE_NETWORK)) {
      Button declare = new Button(text("outage.declare"), _ -> declare());
      declare.setId("declare");
      header.add(declare);
    }
    add(header, grid);
  }

  @Override
  public String getPageTitle() {
    return text("outages") + " · " + TenantUi.signedIn().tenant().name();
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
    List<Outages.Line> now = TenantUi.ask(() -> outages.newest(NEWEST));
    if (!now.equals(shown)) {
      shown = now;
      grid.setItems(now);
    }
  }

  private void columns() {
    grid.addThemeVariants(GridVariant.LUMO_NO_BORDER);
    grid.setSelectionMode(Grid.SelectionMode.NONE);
    grid.addClassName("rows-lead-on");
    grid.setSizeFull();
    grid.setEmptyStateComponent(Parts.empty(text("outages.none"), text("outages.none.about")));
    var where =
        grid.addComponentColumn(
                line -> Parts.twoLines(OutageWords.where(line), OutageWords.why(line)))
            .setHeader(text("outage.where"))
            .setFlexGrow(2);
    var when =
        grid.addColumn(line -> OutageWords.when(line, words, clock.instant()))
            .setHeader(text("outage.when"))
            .setFlexGrow(2);
    var whom =
        grid.addColumn(OutageWords::affected).setHeader(text("outage.people")).setFlexGrow(1);
    var state =
        grid.addComponentColumn(OutagesView::chip)
            .setHeader(text("payment.state"))
            .setWidth("8rem")
            .setFlexGrow(0);
    var compact =
        grid.addComponentColumn(line ->
                Parts.twoLines(
                    Parts.dotted(OutageWords.where(line), OutageWords.why(line)),
                    Parts.dotted(
                        OutageWords.when(line, words, clock.instant()),
                        OutageWords.affected(line))))
            .setHeader(text("outages"));
    Parts.fit(grid, List.of(where, when, whom, state), List.of(compact));
    grid.addItemClickListener(
        click -> new OutageDialog(outages, click.getItem(), clock.instant(), this::show).open());
  }

  private static Chip chip(Outages.Line line) {
    return line.endedAt() == null
        ? new Chip(text("outage.open"), Chip.Tone.BAD)
        : new Chip(text("outage.over"), Chip.Tone.CALM);
  }

  private void declare() {
    new DeclareDialog(outages, TenantUi.ask(sites::list), this::show).open();
  }
}
