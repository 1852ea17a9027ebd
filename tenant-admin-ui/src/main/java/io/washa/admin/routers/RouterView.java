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
import io.washa.admin.desk.Words;
import io.washa.admin.outages.OutagesPanel;
import io.washa.admin.routers.RouterDesk.State;
import io.washa.identity.Permission;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One router: how it is, whom it did not let in, when it was out, and in what it differs from what
 * was paid for.
 */
@Route(value = "routers", layout = DeskLayout.class)
@Needs(Permission.VIEW_NETWORK)
public final class RouterView extends Div implements HasUrlParameter<String>, HasDynamicTitle {
  private static final long serialVersionUID = 1L;

  private final Div figures = new Div();
  private final RepairPanels panels;
  private final transient RouterDesk desk;
  private final transient Refreshing refreshing;
  private final transient Clock clock;
  private final transient Words words = Words.current();
  private @Nullable UUID id;
  private String title = "";
  private transient @Nullable AutoCloseable refresh;

  RouterView(RouterDesk desk, RepairDesk repair, Refreshing refreshing, Clock clock) {
    this.panels = new RepairPanels(repair);
    this.desk = desk;
    this.refreshing = refreshing;
    this.clock = clock;
    addClassName("view");
    add(figures, panels);
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
    Optional<State> found = TenantUi.ask(() -> desk.read(wanted));
    found.ifPresent(this::show);
    return found.isPresent() && panels.show(wanted).isPresent();
  }

  /** Every time, for the age of its figures goes on though they do not change. */
  private void show(State state) {
    Instant now = clock.instant();
    title = state.status().router().name();
    figures.removeAll();
    RouterLink back = new RouterLink(text("routers"), RoutersView.class);
    back.addClassName("back");
    figures.add(
        back,
        Parts.header(
            title,
            Parts.dotted(
                state.status().siteName(),
                state.status().host(),
                RoutersView.orDash(state.status().version())),
            RoutersView.standing(state.status())),
        new HealthPanel(state.figures(), words, now),
        new StrangersPanel(state.strangers(), words, now),
        new OutagesPanel(state.outages(), words, now));
  }
}
