package io.washa.admin.money;

import static io.washa.admin.desk.Texts.text;

import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.notification.Notification;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.Route;
import io.washa.admin.desk.DeskLayout;
import io.washa.admin.desk.Needs;
import io.washa.admin.desk.Parts;
import io.washa.admin.desk.TenantUi;
import io.washa.admin.desk.Words;
import io.washa.identity.Permission;
import io.washa.insight.ClaimList;
import io.washa.insight.ClaimList.Waiting;
import java.time.Clock;
import java.util.List;

/** Subscribers who say that they have paid; picking one leads to the cashier's decision. */
@Route(value = "claims", layout = DeskLayout.class)
@Needs(Permission.TAKE_PAYMENTS)
public final class ClaimsView extends Div implements HasDynamicTitle {
  private static final long serialVersionUID = 1L;

  private final transient ClaimList claims;
  private final transient Deciding deciding;
  private final transient Words words = Words.current();
  private final Grid<Waiting> grid = new Grid<>();

  ClaimsView(ClaimList claims, Deciding deciding, Clock clock) {
    this.claims = claims;
    this.deciding = deciding;
    addClassNames("view", "view-full");
    var at =
        grid.addColumn(claim -> words.moment(claim.at(), clock.instant()))
            .setHeader(text("payment.time"))
            .setAutoWidth(true);
    var code =
        grid.addComponentColumn(claim -> Parts.twoLines(claim.receipt(), money(claim)))
            .setHeader(text("claim.code"));
    var whose =
        grid.addComponentColumn(claim ->
                Parts.twoLines(claim.subscriber(), Parts.dotted(claim.account(), claim.plan())))
            .setHeader(text("claim.whose"));
    var compact = grid.addComponentColumn(this::compact).setHeader(text("claims"));
    Parts.fit(grid, List.of(at, code, whose), List.of(compact));
    grid.setSelectionMode(Grid.SelectionMode.NONE);
    grid.addClassName("rows-lead-on");
    grid.setSizeFull();
    grid.setEmptyStateComponent(Parts.empty(text("claims.none"), text("claims.none.about")));
    grid.addItemClickListener(click -> open(click.getItem()));
    add(Parts.header(text("claims"), text("claims.about")), grid);
    refresh();
  }

  @Override
  public String getPageTitle() {
    return text("claims") + " · " + TenantUi.signedIn().tenant().name();
  }

  private String money(Waiting claim) {
    return claim.amount().isPresent()
        ? words.money(claim.amount().getAsLong())
        : text("claim.costs", words.money(claim.price()));
  }

  private Div compact(Waiting claim) {
    Span code = new Span(claim.receipt());
    code.addClassName("strong");
    Div top = new Div(code, new Span(money(claim)));
    Div bottom = new Div(new Span(Parts.dotted(claim.subscriber(), claim.account())));
    bottom.addClassName("second");
    Div cell = new Div(top, bottom);
    cell.addClassName("compact");
    return cell;
  }

  private void refresh() {
    grid.setItems(TenantUi.ask(claims::open));
  }

  private void open(Waiting claim) {
    new ClaimDialog(
            claim,
            deciding,
            sentence -> {
              Notification.show(sentence);
              refresh();
            })
        .open();
  }
}
