package io.washa.admin.money;

import static io.washa.admin.desk.Texts.text;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Pre;
import com.vaadin.flow.component.notification.Notification;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.Route;
import io.washa.admin.desk.DeskLayout;
import io.washa.admin.desk.KeysetPages;
import io.washa.admin.desk.Needs;
import io.washa.admin.desk.Parts;
import io.washa.admin.desk.TenantUi;
import io.washa.admin.desk.Words;
import io.washa.identity.Permission;
import io.washa.insight.Quarantine;
import io.washa.insight.Quarantine.Held;
import io.washa.payments.CallbackIngest;
import java.time.Clock;
import java.util.List;

/** Callbacks that gave nothing, and why; a body is shown as text, whatever is in it. */
@Route(value = "quarantine", layout = DeskLayout.class)
@Needs(Permission.MANAGE_MONEY)
public final class QuarantineView extends Div implements HasDynamicTitle {
  private static final long serialVersionUID = 1L;
  private static final int LONGEST_SHOWN = 8000;

  private final transient CallbackIngest ingest;
  private final transient Words words = Words.current();
  private final Grid<Held> grid = new Grid<>();
  private final transient KeysetPages<Held> pages;

  QuarantineView(Quarantine quarantine, CallbackIngest ingest, Clock clock) {
    this.ingest = ingest;
    addClassNames("view", "view-full");
    var at =
        grid.addColumn(held -> words.moment(held.at(), clock.instant()))
            .setHeader(text("payment.time"))
            .setAutoWidth(true);
    var why =
        grid.addComponentColumn(held -> Parts.twoLines(held.flag(), said(held)))
            .setHeader(text("quarantine.flag"))
            .setFlexGrow(3);
    var kind = grid.addColumn(Held::kind).setHeader(text("quarantine.kind")).setAutoWidth(true);
    var source =
        grid.addColumn(Held::source).setHeader(text("quarantine.source")).setAutoWidth(true);
    var number =
        grid.addColumn(Held::shortcode).setHeader(text("proof.shortcode")).setAutoWidth(true);
    var compact =
        grid.addComponentColumn(held ->
                Parts.twoLines(
                    held.flag(),
                    Parts.dotted(
                        words.moment(held.at(), clock.instant()), held.kind(), held.source())))
            .setHeader(text("quarantine"));
    Parts.fit(grid, List.of(at, why, kind, source, number), List.of(compact));
    grid.setSelectionMode(Grid.SelectionMode.NONE);
    grid.addClassName("rows-lead-on");
    grid.setSizeFull();
    grid.setEmptyStateComponent(
        Parts.empty(text("quarantine.none"), text("quarantine.none.about")));
    grid.addItemClickListener(click -> open(click.getItem()));
    pages =
        KeysetPages.fill(
            grid, (after, size) -> quarantine.page(after == null ? null : after.id(), size));
    add(Parts.header(text("quarantine"), text("quarantine.about")), grid);
  }

  @Override
  public String getPageTitle() {
    return text("quarantine") + " · " + TenantUi.signedIn().tenant().name();
  }

  private static String said(Held held) {
    return held.letThroughBy() == null ? "" : text("quarantine.passed", held.letThroughBy());
  }

  private void open(Held held) {
    Dialog dialog = new Dialog(held.flag());
    dialog.setWidth("44rem");
    // Text, never markup: anybody can post anything to an address that leaked.
    Pre body = new Pre();
    body.setText(
        held.body().length() > LONGEST_SHOWN
            ? held.body().substring(0, LONGEST_SHOWN) + " …"
            : held.body());
    body.addClassNames("typed", "mono");
    dialog.add(
        new Paragraph(
            Parts.dotted(held.kind(), held.source(), held.shortcode(), words.date(held.at()))),
        body);
    if (!said(held).isEmpty()) {
      dialog.add(new Paragraph(said(held)));
    }
    if (held.mayPass()) {
      Button pass = new Button(text("quarantine.pass"), _ -> pass(held, dialog));
      pass.addThemeVariants(ButtonVariant.PRIMARY);
      pass.setId("let-through");
      dialog.add(new Paragraph(text("quarantine.pass.about")));
      dialog.getFooter().add(pass);
    }
    dialog.getFooter().add(new Button(text("close"), _ -> dialog.close()));
    dialog.open();
  }

  private void pass(Held held, Dialog dialog) {
    boolean passed =
        TenantUi.ask(() -> ingest.letThrough(held.id(), TenantUi.signedIn().member().email()));
    dialog.close();
    Notification.show(text(passed ? "quarantine.done" : "suspense.gone"));
    pages.restart(null);
    grid.getLazyDataView().refreshAll();
  }
}
