package io.washa.admin.routers;

import com.vaadin.flow.component.html.Div;
import io.washa.admin.desk.TenantUi;
import io.washa.network.RouterPage;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Which box a router is, in what it differs from what was paid for, and what it refused. Made anew
 * only when something is different, so that nobody loses what is being typed.
 */
final class RepairPanels extends Div {
  private static final long serialVersionUID = 1L;

  private final transient RepairDesk desk;
  private transient @Nullable RouterPage shown;

  RepairPanels(RepairDesk desk) {
    this.desk = desk;
  }

  /** Shows a router; returns its page, empty if the tenant has no such router. */
  Optional<RouterPage> show(UUID router) {
    Optional<RouterPage> found = TenantUi.ask(() -> desk.pages().find(router));
    found.filter(page -> !page.equals(shown)).ifPresent(this::show);
    return found;
  }

  private void show(RouterPage page) {
    shown = page;
    Runnable changed = () -> show(page.status().router().id());
    removeAll();
    add(
        new BoxPanel(desk, page, changed),
        new DriftPanel(desk, page, changed),
        new ParkedPanel(desk, page, changed));
  }
}
