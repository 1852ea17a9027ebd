package io.washa.admin.routers;

import static io.washa.admin.desk.Texts.text;

import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.DetachEvent;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.router.BeforeEvent;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.HasUrlParameter;
import com.vaadin.flow.router.NotFoundException;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.router.RouterLink;
import io.washa.admin.desk.DeskLayout;
import io.washa.admin.desk.Ids;
import io.washa.admin.desk.Needs;
import io.washa.admin.desk.Parts;
import io.washa.admin.desk.Refreshing;
import io.washa.admin.desk.TenantUi;
import io.washa.identity.Permission;
import io.washa.network.RouterPage;
import io.washa.network.Routers;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One router: which box it is, in what it differs from what was paid for, what it refused. */
@Route(value = "routers", layout = DeskLayout.class)
@Needs(Permission.VIEW_NETWORK)
public final class RouterView extends Div implements HasUrlParameter<String>, HasDynamicTitle {
  private static final long serialVersionUID = 1L;

  private final Div top = new Div();
  private final RepairPanels panels;
  private final transient Refreshing refreshing;
  private @Nullable UUID id;
  private String title = "";
  private transient @Nullable AutoCloseable refresh;

  RouterView(RepairDesk desk, Refreshing refreshing) {
    this.panels = new RepairPanels(desk);
    this.refreshing = refreshing;
    addClassName("view");
    add(top, panels);
  }

  @Override
  public void setParameter(BeforeEvent event, String parameter) {
    id = Ids.parse(parameter).orElse(null);
    if (!show()) {
      event.rerouteToError(NotFoundException.class);
    }
  }

  @Override
  public String getPageTitle() {
    return title + " · " + TenantUi.signedIn().tenant().name();
  }

  @Override
  protected void onAttach(AttachEvent event) {
    refresh = refreshing.every(event.getUI(), this::show);
  }

  @Override
  protected void onDetach(DetachEvent event) {
    Refreshing.end(refresh);
  }

  private boolean show() {
    UUID wanted = id;
    if (wanted == null) {
      return false;
    }
    Optional<RouterPage> found = panels.show(wanted);
    found.map(RouterPage::status).ifPresent(this::show);
    return found.isPresent();
  }

  private void show(Routers.Status status) {
    title = status.router().name();
    String problem = status.problem();
    top.removeAll();
    RouterLink back = new RouterLink(text("routers"), RoutersView.class);
    back.addClassName("back");
    top.add(
        back,
        Parts.header(
            title, Parts.dotted(status.siteName(), status.host(), problem == null ? "" : problem)));
  }
}
