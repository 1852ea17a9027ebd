package io.washa.admin.subscribers.money;

import static io.washa.admin.desk.Texts.text;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import io.washa.admin.desk.Parts;
import io.washa.admin.desk.TenantUi;
import io.washa.admin.desk.Words;
import io.washa.billing.PostpaidAnswer;
import io.washa.billing.documents.Document;
import io.washa.identity.Permission;
import io.washa.insight.SubscriberMoney.Discount;
import io.washa.insight.SubscriberMoney.ServiceMoney;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What each service costs, who pays for it and how, and what changes that. */
public final class ServiceMoneyPanel extends Div {
  private static final long serialVersionUID = 1L;

  private final transient MoneyDesk desk;
  private final transient Runnable changed;
  private final transient Words words = Words.current();

  /**
   * A panel.
   *
   * @param changed told when something was changed
   */
  public ServiceMoneyPanel(MoneyDesk desk, MoneyState state, Runnable changed) {
    super(new H2(text("money.services")));
    this.desk = desk;
    this.changed = changed;
    addClassName("panel");
    setId("service-money");
    state.money().services().forEach(this::show);
  }

  private void show(ServiceMoney service) {
    Div row =
        new Div(
            Parts.twoLines(
                Parts.dotted(service.plan(), service.username()),
                Parts.dotted(
                    text("money.service.price", words.money(service.price())),
                    discount(service.discount()),
                    text(service.postpaid() ? "money.service.postpaid" : "money.service.prepaid"),
                    payer(service))));
    row.addClassName("service");
    add(row);
    Actions actions = actions(service);
    if (actions.any()) {
      add(actions);
    }
  }

  private static String payer(ServiceMoney service) {
    var payer = service.payer();
    return payer == null ? "" : text("money.service.payer", payer.name(), payer.account());
  }

  private String discount(@Nullable Discount discount) {
    if (discount == null) {
      return "";
    }
    String off =
        discount.percentBp() > 0
            ? BigDecimal.valueOf(discount.percentBp(), 2).stripTrailingZeros().toPlainString()
                + " %"
            : words.money(discount.amount());
    return discount.periods() > 0
        ? text("money.service.discount.for", off, discount.periods(), discount.reason())
        : text("money.service.discount", off, discount.reason());
  }

  private Actions actions(ServiceMoney service) {
    UUID id = service.service();
    Actions actions =
        new Actions()
            .with("money.discount", Permission.CREDIT, () -> new DiscountDialog(desk, id, changed));
    if (service.discount() != null) {
      actions.with("money.discount-end", Permission.CREDIT, () -> endingDiscount(id));
    }
    return actions
        .with(
            "money.promise",
            Permission.MANAGE_SUBSCRIBERS,
            () -> new PromiseDialog(desk, id, changed))
        .with(
            service.postpaid() ? "money.prepaid" : "money.postpaid",
            Permission.MANAGE_SUBSCRIBERS,
            () -> switching(service))
        .with(
            "money.payer",
            Permission.MANAGE_SUBSCRIBERS,
            () -> new PayerDialog(desk, service, changed))
        .with(
            "money.alias",
            Permission.MANAGE_SUBSCRIBERS,
            () -> new AliasesDialog(desk, id, changed))
        .with("binding", Permission.MANAGE_SUBSCRIBERS, () -> new BindingDialog(desk, id, changed));
  }

  private SureDialog endingDiscount(UUID service) {
    return new SureDialog(
            "money.discount-end",
            Permission.CREDIT,
            changed,
            () ->
                TenantUi.ask(() -> desk.contracts().prices().end(service, MoneyDesk.who()))
                    ? Outcome.done("money.discount-end.done")
                    : Outcome.refused("money.gone"))
        .saying(text("money.discount-end.about"));
  }

  private SureDialog switching(ServiceMoney service) {
    String key = service.postpaid() ? "money.prepaid" : "money.postpaid";
    return new SureDialog(
            key,
            Permission.MANAGE_SUBSCRIBERS,
            changed,
            () -> said(TenantUi.ask(() -> switched(service)), service.postpaid()))
        .saying(text(key + ".about"));
  }

  private PostpaidAnswer switched(ServiceMoney service) {
    var postpaid = desk.contracts().postpaid();
    return service.postpaid()
        ? postpaid.end(service.service(), MoneyDesk.who())
        : postpaid.begin(service.service(), MoneyDesk.who());
  }

  private Outcome said(PostpaidAnswer answer, boolean ending) {
    return switch (answer) {
      case PostpaidAnswer.Begun(LocalDate from, Instant until) ->
          Outcome.done("money.postpaid.done", words.date(from), words.date(until));
      case PostpaidAnswer.Ended(Optional<Document> last, Instant until) ->
          new Outcome.Done(text("money.prepaid.done", words.date(until)), last.stream().toList());
      case PostpaidAnswer.Already _ ->
          Outcome.refused(ending ? "money.prepaid.already" : "money.postpaid.already");
      case PostpaidAnswer.NotMonthly _ -> Outcome.refused("money.postpaid.not-monthly");
      case PostpaidAnswer.NoService _ -> Outcome.refused("money.gone");
    };
  }
}
