package io.washa.admin.plans;

import static io.washa.admin.desk.Texts.text;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.Route;
import io.washa.admin.desk.DeskLayout;
import io.washa.admin.desk.Needs;
import io.washa.admin.desk.Parts;
import io.washa.admin.desk.TenantUi;
import io.washa.admin.desk.Words;
import io.washa.catalog.Plan;
import io.washa.catalog.Plans;
import io.washa.catalog.Provisioning;
import io.washa.identity.Permission;
import io.washa.network.Sites;
import java.util.List;

/** All plans with what they give; each can be changed, for everybody who has it. */
@Route(value = "plans", layout = DeskLayout.class)
@Needs(Permission.MANAGE_PLANS)
public final class PlansView extends Div implements HasDynamicTitle {
  private static final long serialVersionUID = 1L;

  private final transient Plans plans;
  private final transient Provisioning provisioning;
  private final transient Sites sites;

  PlansView(Plans plans, Provisioning provisioning, Sites sites) {
    this.plans = plans;
    this.provisioning = provisioning;
    this.sites = sites;
    addClassName("view");
    show();
  }

  @Override
  public String getPageTitle() {
    return text("plans") + " · " + TenantUi.signedIn().tenant().name();
  }

  private void show() {
    removeAll();
    add(Parts.header(text("plans"), text("plans.about")));
    List<Plan> all = TenantUi.ask(plans::all);
    Div panel = new Div();
    panel.addClassName("panel");
    for (Plan plan : all) {
      Button change = new Button(text("plan.change"), _ -> change(plan));
      change.setAriaLabel(text("plan.change.of", plan.name()));
      Div row = new Div(Parts.twoLines(plan.name(), summary(plan)), change);
      row.addClassName("service");
      panel.add(row);
    }
    add(all.isEmpty() ? Parts.empty(text("plans.none"), text("plans.none.about")) : panel);
  }

  private void change(Plan plan) {
    List<Sites.Site> places = TenantUi.ask(sites::list);
    new ProvisionDialog(provisioning, plan, places, this::show).open();
  }

  private static String summary(Plan plan) {
    return Parts.dotted(
        Words.current().money(plan.price().getAmountMinorLong()),
        plan.access(),
        plan.rateLimit(),
        plan.devices() > 1 ? text("plan.devices.of", plan.devices()) : "",
        plan.onSale() ? "" : text("plan.off-sale"),
        plan.sites().isEmpty() ? "" : text("plan.sites.of", plan.sites().size()));
  }
}
