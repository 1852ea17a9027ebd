package io.washa.admin.counter;

import static io.washa.admin.desk.Texts.text;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Paragraph;
import io.washa.admin.desk.Parts;
import io.washa.admin.desk.TenantUi;
import io.washa.admin.desk.Words;
import io.washa.billing.Voids;
import io.washa.insight.TillDesk.Wish;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/** What cashiers want voided, for somebody else to decide. */
final class WishesPanel extends Div {
  private static final long serialVersionUID = 1L;

  private final transient Counter counter;
  private final transient Consumer<String> done;

  WishesPanel(Counter counter, Consumer<String> done) {
    super(new H2(text("voids")));
    this.counter = counter;
    this.done = done;
    addClassName("panel");
    setId("voids");
    Words words = Words.current();
    List<Wish> all = TenantUi.ask(() -> counter.desk().wishes());
    if (all.isEmpty()) {
      add(new Paragraph(text("voids.none")));
    }
    for (Wish wish : all) {
      Button approve = new Button(text("voids.approve"), _ -> approve(wish));
      approve.setAriaLabel(text("voids.approve.of", wish.subscriber()));
      approve.setEnabled(!wish.cashier().equals(Counter.who()));
      Button refuse = new Button(text("voids.refuse"), _ -> refuse(wish));
      Div row =
          new Div(
              Parts.twoLines(
                  Parts.dotted(words.money(wish.amount()), wish.subscriber(), wish.reason()),
                  Parts.dotted(wish.cashier(), words.date(wish.at()))),
              TakingPanel.slip(wish.payment()),
              approve,
              refuse);
      row.addClassName("service");
      add(row);
    }
  }

  private void approve(Wish wish) {
    Voids.Decision voiding =
        TenantUi.ask(() -> counter.voids().approve(wish.payment(), Counter.who()));
    done.accept(text("voiding." + voiding.name().toLowerCase(Locale.ROOT).replace('_', '-')));
  }

  private void refuse(Wish wish) {
    boolean refused = TenantUi.ask(() -> counter.voids().refuse(wish.payment(), Counter.who()));
    done.accept(text(refused ? "voids.refused" : "suspense.gone"));
  }
}
