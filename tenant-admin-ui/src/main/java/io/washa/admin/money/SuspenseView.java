package io.washa.admin.money;

import static io.washa.admin.desk.Texts.text;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.notification.Notification;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.Route;
import io.washa.admin.desk.DeskLayout;
import io.washa.admin.desk.Needs;
import io.washa.admin.desk.Parts;
import io.washa.admin.desk.TenantUi;
import io.washa.admin.desk.Words;
import io.washa.identity.Permission;
import io.washa.insight.SuspenseList;
import io.washa.insight.SuspenseList.Guess;
import io.washa.insight.SuspenseList.Held;
import io.washa.payments.SuspenseDesk;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Money that nobody is known for; picking a payment shows who it may be from, and why. */
@Route(value = "suspense", layout = DeskLayout.class)
@Needs(Permission.VIEW_PAYMENTS)
public final class SuspenseView extends Div implements HasDynamicTitle {
  private static final long serialVersionUID = 1L;

  private final transient SuspenseList suspense;
  private final transient SuspenseDesk desk;
  private final transient Words words = Words.current();
  private final Grid<Held> grid = new Grid<>();

  SuspenseView(SuspenseList suspense, SuspenseDesk desk, Clock clock) {
    this.suspense = suspense;
    this.desk = desk;
    addClassNames("view", "view-full");
    grid.addColumn(held -> words.moment(held.at(), clock.instant()))
        .setHeader(text("payment.time"))
        .setAutoWidth(true);
    grid.addComponentColumn(held -> Parts.twoLines(name(held), held.receipt()))
        .setHeader(text("payment.payer"));
    grid.addColumn(Held::typed).setHeader(text("suspense.typed"));
    grid.addColumn(held -> words.money(held.amount()))
        .setHeader(text("payment.amount"))
        .setAutoWidth(true);
    grid.setSizeFull();
    grid.setEmptyStateComponent(Parts.empty(text("suspense.none"), text("suspense.none.about")));
    grid.addItemClickListener(click -> open(click.getItem()));
    add(Parts.header(text("suspense"), text("suspense.about")), grid);
    refresh();
  }

  @Override
  public String getPageTitle() {
    return text("suspense") + " · " + TenantUi.signedIn().tenant().name();
  }

  private static String name(Held held) {
    return held.payerName().isEmpty() ? text("payment.unknown") : held.payerName();
  }

  private void refresh() {
    grid.setItems(TenantUi.ask(suspense::all));
  }

  private void open(Held held) {
    Dialog dialog = new Dialog();
    dialog.setHeaderTitle(words.money(held.amount()) + " · " + name(held));
    dialog.setWidth("36rem");
    boolean mayAct = TenantUi.signedIn().may(Permission.TAKE_PAYMENTS);
    Div list = new Div();
    list.addClassName("two-lines");
    show(list, held, TenantUi.ask(() -> suspense.guesses(held.payment())), dialog);
    TextField account = new TextField(text("suspense.search"));
    account.setWidthFull();
    account.addValueChangeListener(change -> {
      if (!change.getValue().isBlank()) {
        show(list, held, TenantUi.ask(() -> suspense.byAccount(change.getValue())), dialog);
      }
    });
    dialog.add(
        new Paragraph(text("suspense.facts", held.typed(), words.date(held.at()), held.receipt())),
        list,
        account);
    if (mayAct) {
      Button other = new Button(text("suspense.not-ours"), _ -> notOurs(held, dialog));
      dialog.getFooter().add(other);
    }
    dialog.getFooter().add(new Button(text("close"), _ -> dialog.close()));
    dialog.open();
  }

  private void show(Div list, Held held, List<Guess> guesses, Dialog dialog) {
    list.removeAll();
    if (guesses.isEmpty()) {
      list.add(new Paragraph(text("suspense.nobody")));
    }
    guesses.forEach(guess -> list.add(row(held, guess, dialog)));
  }

  private Component row(Held held, Guess guess, Dialog dialog) {
    String why =
        guess.why().reasons().stream()
            .map(reason ->
                text("why." + reason.kind().name().toLowerCase(Locale.ROOT).replace('_', '-')))
            .collect(Collectors.joining(" · "));
    Div row =
        new Div(
            Parts.twoLines(Parts.dotted(guess.subscriber(), guess.account(), guess.plan()), why));
    row.addClassName("fact");
    if (TenantUi.signedIn().may(Permission.TAKE_PAYMENTS)) {
      Button give = new Button(text("suspense.give"), _ -> give(held, guess, dialog));
      give.addThemeVariants(ButtonVariant.PRIMARY);
      give.setAriaLabel(text("suspense.give.to", guess.subscriber()));
      row.add(give);
    } else {
      row.add(new Span());
    }
    return row;
  }

  private void give(Held held, Guess guess, Dialog dialog) {
    boolean given =
        TenantUi.ask(
            () -> desk.give(held.payment(), guess.service(), TenantUi.signedIn().member().email()));
    done(dialog, given ? text("suspense.given", guess.subscriber()) : text("suspense.gone"));
  }

  private void notOurs(Held held, Dialog dialog) {
    boolean moved =
        TenantUi.ask(() -> desk.notOurs(held.payment(), TenantUi.signedIn().member().email()));
    done(dialog, moved ? text("suspense.moved") : text("suspense.gone"));
  }

  private void done(Dialog dialog, String sentence) {
    dialog.close();
    Notification.show(sentence);
    refresh();
  }
}
