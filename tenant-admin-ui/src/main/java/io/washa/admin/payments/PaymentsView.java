package io.washa.admin.payments;

import static io.washa.admin.desk.Texts.text;

import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.DetachEvent;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.Route;
import io.washa.admin.desk.DeskLayout;
import io.washa.admin.desk.KeysetPages;
import io.washa.admin.desk.Needs;
import io.washa.admin.desk.Parts;
import io.washa.admin.desk.TenantUi;
import io.washa.identity.Permission;
import io.washa.insight.PaymentFeed;
import io.washa.insight.PaymentList;
import io.washa.insight.PaymentList.Line;
import java.time.Clock;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Payments, newest first; new ones appear by themselves. */
@Route(value = "payments", layout = DeskLayout.class)
@Needs(Permission.VIEW_PAYMENTS)
public final class PaymentsView extends Div implements HasDynamicTitle {
  private static final long serialVersionUID = 1L;

  private final transient PaymentFeed feed;
  private final PaymentGrid grid;
  private final transient KeysetPages<Line> pages;
  private final Set<UUID> seen = new HashSet<>();
  private final Set<UUID> fresh = new HashSet<>();
  private final Span news = new Span();
  private transient PaymentFeed.@Nullable Registration listening;

  PaymentsView(PaymentList payments, PaymentFeed feed, Clock clock) {
    this.feed = feed;
    addClassNames("view", "view-full");
    Span live = new Span(text("payments.live"));
    live.addClassName("live");
    news.addClassName("for-readers");
    news.getElement().setAttribute("aria-live", "polite");
    grid = new PaymentGrid(clock);
    grid.setSizeFull();
    grid.setPartNameGenerator(line -> fresh.contains(line.id()) ? "fresh" : null);
    grid.setEmptyStateComponent(Parts.empty(text("payments.none"), text("payments.none.about")));
    pages =
        KeysetPages.fill(
            grid, (after, size) -> payments.page(after == null ? null : after.key(), size));
    TenantUi.ask(() -> payments.page(null, PaymentFeed.WATCHED))
        .forEach(line -> seen.add(line.id()));
    add(Parts.header(text("payments"), text("payments.about"), live), news, grid);
  }

  @Override
  public String getPageTitle() {
    return text("payments") + " · " + TenantUi.signedIn().tenant().name();
  }

  @Override
  protected void onAttach(AttachEvent event) {
    UI ui = event.getUI();
    listening = TenantUi.ask(() -> feed.listen(newest -> TenantUi.access(ui, () -> show(newest))));
  }

  @Override
  protected void onDetach(DetachEvent event) {
    PaymentFeed.Registration registration = listening;
    if (registration != null) {
      registration.close();
    }
  }

  private void show(List<Line> newest) {
    fresh.clear();
    for (Line line : newest) {
      if (seen.add(line.id())) {
        fresh.add(line.id());
      }
    }
    if (!fresh.isEmpty()) {
      news.setText(text("payments.new", fresh.size()));
    }
    pages.restart(newest);
    grid.getLazyDataView().refreshAll();
  }
}
