package io.washa.admin.rules;

import static io.washa.admin.desk.Texts.text;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.notification.Notification;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.Route;
import io.washa.admin.desk.DeskLayout;
import io.washa.admin.desk.Needs;
import io.washa.admin.desk.Parts;
import io.washa.admin.desk.TenantUi;
import io.washa.billing.AllocationRules;
import io.washa.billing.PostpaidRules;
import io.washa.billing.ReconnectionFee;
import io.washa.billing.RulesDesk;
import io.washa.billing.WalletRules;
import io.washa.billing.approvals.ApprovalRules;
import io.washa.billing.documents.SaleInvoiceRules;
import io.washa.billing.documents.Sellers;
import io.washa.billing.documents.Taxes;
import io.washa.identity.Permission;
import io.washa.network.WayToPay;
import io.washa.payments.OtherBusiness;
import io.washa.payments.ReversalRules;
import io.washa.payments.SourceRules;
import io.washa.payments.ValidationRules;
import io.washa.payments.matching.MatchingRules;
import io.washa.subscriptions.Terms;
import io.washa.tenancy.Settings;
import java.util.List;

/** Everything that the ISP can choose, with its default, on one page. */
@Route(value = "rules", layout = DeskLayout.class)
@Needs(Permission.CHANGE_RULES)
public final class RulesView extends Div implements HasDynamicTitle {
  private static final long serialVersionUID = 1L;

  /** What there is to choose, in the order of the page. */
  static final List<Settings.Choice<?>> CHOICES =
      List.of(
          AllocationRules.CHOICE,
          Terms.CHOICE,
          ReversalRules.CHOICE,
          MatchingRules.CHOICE,
          ValidationRules.CHOICE,
          SourceRules.CHOICE,
          OtherBusiness.CHOICE,
          WalletRules.CHOICE,
          PostpaidRules.CHOICE,
          ReconnectionFee.CHOICE,
          ApprovalRules.CHOICE,
          SaleInvoiceRules.CHOICE,
          WayToPay.CHOICE);

  private final transient RulesDesk desk;
  private final transient Settings settings;

  RulesView(RulesDesk desk, Settings settings, Taxes taxes, Sellers sellers) {
    this.desk = desk;
    this.settings = settings;
    addClassName("view");
    add(Parts.header(text("rules.title"), text("rules.about")));
    CHOICES.forEach(choice -> add(panel(choice)));
    add(new SellerPanel(desk, sellers), new TaxesPanel(desk, taxes));
  }

  @Override
  public String getPageTitle() {
    return text("rules.title") + " · " + TenantUi.signedIn().tenant().name();
  }

  private <T> Div panel(Settings.Choice<T> choice) {
    RuleForm<T> form = new RuleForm<>(choice);
    form.show(TenantUi.ask(() -> settings.read(choice)));
    Button save = new Button(text("rules.save"), _ -> save(choice, form));
    save.addThemeVariants(ButtonVariant.PRIMARY);
    Button back = new Button(text("rules.default"), _ -> form.show(choice.byDefault()));
    Div panel =
        new Div(
            new H2(text("rule." + choice.name())),
            new Paragraph(text("rule." + choice.name() + ".about")),
            form,
            new Div(save, back));
    panel.addClassName("panel");
    return panel;
  }

  private <T> void save(Settings.Choice<T> choice, RuleForm<T> form) {
    try {
      T chosen = form.chosen();
      boolean changed =
          TenantUi.<Boolean>ask(
              () -> desk.change(choice, chosen, TenantUi.signedIn().member().email()));
      Notification.show(text(changed ? "rules.saved" : "rules.same"));
    } catch (IllegalArgumentException refused) {
      Notification.show(text("rules.refused", String.valueOf(refused.getMessage())));
    }
  }
}
