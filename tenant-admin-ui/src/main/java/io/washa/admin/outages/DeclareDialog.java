package io.washa.admin.outages;

import static io.washa.admin.desk.Texts.text;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.notification.Notification;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.TextField;
import io.washa.admin.desk.TenantUi;
import io.washa.identity.Permission;
import io.washa.network.Sites.Site;
import io.washa.network.outages.Outages;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Declares an outage that nobody's machine has noticed: a cut fibre, works on a mast. */
final class DeclareDialog extends Dialog {
  private static final long serialVersionUID = 1L;

  final Select<Site> site = new Select<>();
  final TextField reason = new TextField(text("outage.reason"));

  private final transient Outages outages;
  private final transient Runnable changed;

  DeclareDialog(Outages outages, List<Site> sites, Runnable changed) {
    this.outages = outages;
    this.changed = changed;
    setHeaderTitle(text("outage.declare"));
    site.setLabel(text("router.site"));
    site.setItems(sites);
    site.setItemLabelGenerator(Site::name);
    reason.setMaxLength(300);
    reason.setWidthFull();
    add(new Paragraph(text("outage.declare.about")), site, reason);
    Button declare = new Button(text("outage.declare"), _ -> declare());
    declare.addThemeVariants(ButtonVariant.PRIMARY);
    getFooter().add(new Button(text("close"), _ -> close()), declare);
  }

  void declare() {
    Site where = site.getValue();
    if (!TenantUi.signedIn().may(Permission.MANAGE_NETWORK)) {
      return;
    }
    if (where == null || reason.getValue().isBlank()) {
      Notification.show(text("outage.incomplete"));
      return;
    }
    Optional<UUID> made =
        TenantUi.ask(() ->
            outages.declare(where.id(), reason.getValue(), TenantUi.signedIn().member().email()));
    Notification.show(text(made.isPresent() ? "outage.declared" : "outage.already"));
    close();
    changed.run();
  }
}
