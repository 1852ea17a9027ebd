package io.washa.admin.plans;

import static io.washa.admin.desk.Texts.text;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Paragraph;
import io.washa.admin.desk.SignedIn;
import io.washa.admin.desk.TenantUi;
import io.washa.catalog.Plan;
import io.washa.catalog.Provision;
import io.washa.catalog.Provisioning;
import io.washa.identity.Permission;
import io.washa.network.Sites.Site;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/** Changes what a plan gives to everybody who has it. */
final class ProvisionDialog extends Dialog {
  private static final long serialVersionUID = 1L;

  private final transient Provisioning provisioning;
  private final transient Runnable changed;
  private final UUID plan;
  private final ProvisionForm form;
  private final Paragraph said = new Paragraph();

  ProvisionDialog(Provisioning provisioning, Plan plan, List<Site> sites, Runnable changed) {
    this.provisioning = provisioning;
    this.changed = changed;
    this.plan = plan.id();
    this.form = new ProvisionForm(plan.access().equals("hotspot"), sites);
    form.show(Provision.of(plan), sites);
    setHeaderTitle(plan.name());
    setWidth("46rem");
    said.setId("plan-said");
    said.addClassName("problem");
    said.getElement().setAttribute("aria-live", "polite");
    add(new Paragraph(text("plan.change.about")), form, said);
    Button save = new Button(text("plan.change.act"), _ -> save());
    save.addThemeVariants(ButtonVariant.PRIMARY);
    getFooter().add(new Button(text("close"), _ -> close()), save);
  }

  /** Saves what the fields say, or says why not. */
  void save() {
    SignedIn person = TenantUi.signedIn();
    Optional<Provision> chosen = form.chosen();
    if (!person.may(Permission.MANAGE_PLANS)) {
      said.setText(text("approvals.not-allowed"));
    } else if (chosen.isEmpty()) {
      said.setText(text("plan.incomplete"));
    } else {
      Optional<Provision.Problem> problem =
          TenantUi.ask(() -> provisioning.provide(plan, chosen.get(), person.member().email()));
      problem.ifPresentOrElse(why -> said.setText(words(why)), this::done);
    }
  }

  private void done() {
    close();
    changed.run();
  }

  /** Why not, in words. */
  static String words(Provision.Problem why) {
    return text("plan.problem." + why.name().toLowerCase(Locale.ROOT));
  }
}
