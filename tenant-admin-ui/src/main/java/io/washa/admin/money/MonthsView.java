package io.washa.admin.money;

import static io.washa.admin.desk.Texts.text;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.confirmdialog.ConfirmDialog;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.notification.Notification;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.Route;
import io.washa.admin.desk.DeskLayout;
import io.washa.admin.desk.Needs;
import io.washa.admin.desk.Parts;
import io.washa.admin.desk.TenantUi;
import io.washa.admin.desk.Words;
import io.washa.identity.Permission;
import io.washa.ledger.Months;
import io.washa.ledger.Months.Line;
import java.time.Clock;
import java.time.YearMonth;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** The trial balance of a month, and its closing. */
@Route(value = "months", layout = DeskLayout.class)
@Needs(Permission.CLOSE_MONTH)
public final class MonthsView extends Div implements HasDynamicTitle {
  private static final long serialVersionUID = 1L;

  private static final int SHOWN = 24;

  private final transient Months months;
  private final transient Words words = Words.current();
  private final Select<YearMonth> month = new Select<>();
  private final Paragraph state = new Paragraph();
  private final Button close = new Button(text("months.close"), _ -> ask());
  private final Grid<Line> grid = new Grid<>();

  MonthsView(Months months, Clock clock) {
    this.months = months;
    addClassNames("view", "view-full");
    YearMonth now = YearMonth.from(clock.instant().atZone(words.zone()));
    month.setLabel(text("months.month"));
    month.setItems(IntStream.range(0, SHOWN).mapToObj(now::minusMonths).toList());
    month.setValue(now);
    month.addValueChangeListener(_ -> refresh());
    close.addThemeVariants(ButtonVariant.PRIMARY);
    grid.addColumn(line -> line.code() + " " + line.name()).setHeader(text("months.account"));
    grid.addColumn(line -> words.money(line.opening())).setHeader(text("months.opening"));
    grid.addColumn(line -> words.money(line.debits())).setHeader(text("months.debits"));
    grid.addColumn(line -> words.money(line.credits())).setHeader(text("months.credits"));
    grid.addColumn(line -> words.money(line.closing())).setHeader(text("months.closing"));
    grid.setSizeFull();
    add(Parts.header(text("months"), text("months.about")), month, state, close, grid);
    refresh();
  }

  @Override
  public String getPageTitle() {
    return text("months") + " · " + TenantUi.signedIn().tenant().name();
  }

  private void refresh() {
    YearMonth shown = month.getValue();
    List<Line> lines = TenantUi.ask(() -> months.trialBalance(shown));
    grid.setItems(lines);
    long sum = lines.stream().mapToLong(Line::closing).sum();
    var closed =
        TenantUi.ask(months::closed).stream().filter(one -> one.month().equals(shown)).findFirst();
    close.setVisible(closed.isEmpty());
    state.setText(
        closed
            .map(one -> text("months.closed", words.date(one.at()), one.who()))
            .orElseGet(
                () -> sum == 0 ? text("months.balanced") : text("months.off", words.money(sum))));
  }

  private void ask() {
    ConfirmDialog ask = new ConfirmDialog();
    ask.setHeader(text("months.close"));
    ask.add(new Paragraph(text("months.close.about")));
    ask.setCancelable(true);
    ask.setConfirmText(text("months.close"));
    ask.addConfirmListener(_ -> {
      Months.Closing closing =
          TenantUi.ask(() -> months.close(month.getValue(), TenantUi.signedIn().member().email()));
      Notification.show(text("months.closing." + closing.name().toLowerCase(Locale.ROOT)));
      refresh();
    });
    ask.open();
  }
}
