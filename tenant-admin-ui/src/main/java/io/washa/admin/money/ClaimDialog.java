package io.washa.admin.money;

import static io.washa.admin.desk.Texts.text;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.datetimepicker.DateTimePicker;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.BigDecimalField;
import com.vaadin.flow.component.textfield.TextField;
import io.washa.admin.desk.Amounts;
import io.washa.admin.desk.Parts;
import io.washa.admin.desk.TenantUi;
import io.washa.admin.desk.Words;
import io.washa.insight.ClaimList.Perhaps;
import io.washa.insight.ClaimList.Waiting;
import io.washa.payments.ByHand;
import io.washa.payments.daraja.Shortcode;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.function.Consumer;

/** One claim: what was typed, and the cashier's word on it. */
final class ClaimDialog extends Dialog {
  private static final long serialVersionUID = 1L;

  private final transient Waiting claim;
  private final transient Deciding deciding;
  private final transient Consumer<String> done;
  private final transient Words words = Words.current();
  private final Select<Shortcode> to = new Select<>();
  private final BigDecimalField amount = Amounts.field(text("claim.amount"));
  private final DateTimePicker at = new DateTimePicker(text("claim.at"));
  private final TextField reason = new TextField(text("claim.reason"));

  ClaimDialog(Waiting claim, Deciding deciding, Consumer<String> done) {
    this.claim = claim;
    this.deciding = deciding;
    this.done = done;
    setHeaderTitle(claim.receipt() + " · " + claim.subscriber());
    setWidth("38rem");
    add(facts(), confirming(), perhaps(), refusing());
    getFooter().add(new Button(text("close"), _ -> close()));
  }

  private static String who() {
    return TenantUi.signedIn().member().email();
  }

  private Component facts() {
    Div facts =
        new Div(
            Parts.twoLines(
                text("claim.for", claim.plan(), words.money(claim.price())), claim.account()),
            Parts.twoLines(text("claim.digits", claim.proof()), words.date(claim.at())));
    facts.addClassName("facts");
    Paragraph typed = new Paragraph(claim.typed());
    typed.addClassNames("typed", "mono");
    Div all = new Div(facts, typed);
    if (claim.rivals() > 0) {
      Paragraph rivals = new Paragraph(text("claim.rivals", claim.rivals()));
      rivals.addClassName("problem");
      all.add(rivals);
    }
    return all;
  }

  private Component confirming() {
    List<Shortcode> all = TenantUi.ask(() -> deciding.shortcodes().all());
    to.setLabel(text("proof.shortcode"));
    to.setItems(all);
    to.setItemLabelGenerator(Shortcode::number);
    all.stream().findFirst().ifPresent(to::setValue);
    claim.amount().ifPresent(minor -> Amounts.show(amount, minor));
    at.setLocale(Locale.UK);
    at.setValue(LocalDateTime.ofInstant(claim.at(), words.zone()).withSecond(0).withNano(0));
    Button confirm = new Button(text("claim.confirm"), _ -> confirm());
    confirm.addThemeVariants(ButtonVariant.PRIMARY);
    confirm.setId("confirm-claim");
    Div fields = new Div(to, amount, at, confirm);
    fields.addClassName("fields");
    return new Div(new H2(text("claim.seen")), new Paragraph(text("claim.seen.about")), fields);
  }

  private void confirm() {
    OptionalLong minor = Amounts.read(amount);
    Shortcode on = to.getValue();
    LocalDateTime typed = at.getValue();
    if (minor.isEmpty() || minor.getAsLong() == 0) {
      amount.setErrorMessage(text("amount.wrong"));
      amount.setInvalid(true);
      return;
    }
    Instant paid = typed == null ? null : typed.atZone(words.zone()).toInstant();
    if (paid == null || paid.isAfter(deciding.clock().instant())) {
      at.setErrorMessage(text("claim.at.wrong"));
      at.setInvalid(true);
      return;
    }
    if (on != null) {
      ByHand.Seen seen = new ByHand.Seen(on.id(), claim.receipt(), minor.getAsLong(), paid);
      switch (TenantUi.ask(() -> deciding.byHand().confirm(claim.id(), seen, who()))) {
        case DONE -> end(text("claim.confirmed", claim.subscriber()));
        case GONE, NO_REASON -> end(text("suspense.gone"));
        case NOT_FREE -> end(text("claim.not-free", claim.receipt()));
        case NOT_AS_CLAIMED -> {
          amount.setErrorMessage(text("claim.not-as-claimed"));
          amount.setInvalid(true);
        }
        case OTHER_AMOUNT -> {
          amount.setErrorMessage(text("claim.other-amount", claim.receipt()));
          amount.setInvalid(true);
        }
      }
    }
  }

  private Component perhaps() {
    Div list = new Div();
    List<Perhaps> found = TenantUi.ask(() -> deciding.list().candidates(claim.id()));
    if (!found.isEmpty()) {
      list.add(new H2(text("claim.perhaps")));
    }
    for (Perhaps one : found) {
      Button give = new Button(text("suspense.give"), _ -> give(one));
      Div row =
          new Div(
              Parts.twoLines(
                  Parts.dotted(one.receipt(), words.money(one.amount())),
                  Parts.dotted(words.date(one.at()), one.payerName())),
              give);
      row.addClassName("service");
      list.add(row);
    }
    return list;
  }

  private void give(Perhaps one) {
    boolean given =
        TenantUi.ask(() -> {
          boolean moved =
              deciding.claims().open().stream()
                  .filter(open -> open.id().equals(claim.id()))
                  .anyMatch(open -> deciding.suspense().give(one.payment(), open.service(), who()));
          return moved
              && deciding.claims().refuse(claim.id(), text("claim.was", one.receipt()), who());
        });
    end(given ? text("suspense.given", claim.subscriber()) : text("suspense.gone"));
  }

  private Component refusing() {
    reason.setMaxLength(200);
    reason.setWidthFull();
    Button refuse = new Button(text("claim.refuse"), _ -> refuse());
    refuse.setId("refuse-claim");
    Div fields = new Div(reason, refuse);
    fields.addClassName("fields");
    return new Div(new H2(text("claim.refusing")), fields);
  }

  private void refuse() {
    if (reason.isEmpty()) {
      reason.setErrorMessage(text("claim.reason.needed"));
      reason.setInvalid(true);
      return;
    }
    String why = reason.getValue().strip();
    boolean refused = TenantUi.ask(() -> deciding.claims().refuse(claim.id(), why, who()));
    end(refused ? text("claim.refused") : text("suspense.gone"));
  }

  private void end(String sentence) {
    close();
    done.accept(sentence);
  }
}
