package io.washa.admin.outages;

import static io.washa.admin.desk.Texts.text;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.notification.Notification;
import com.vaadin.flow.router.RouterLink;
import io.washa.admin.desk.Parts;
import io.washa.admin.desk.TenantUi;
import io.washa.admin.desk.Words;
import io.washa.admin.payments.Phones;
import io.washa.admin.subscribers.SubscriberView;
import io.washa.identity.Permission;
import io.washa.network.outages.Outages;
import java.time.Instant;
import java.util.List;

/** One outage: whom it affects, and its end by hand. */
final class OutageDialog extends Dialog {
  private static final long serialVersionUID = 1L;
  private static final int MOST_PEOPLE = 500;

  private final transient Outages outages;
  private final transient Outages.Line outage;
  private final transient Runnable changed;

  OutageDialog(Outages outages, Outages.Line outage, Instant now, Runnable changed) {
    this.outages = outages;
    this.outage = outage;
    this.changed = changed;
    setHeaderTitle(OutageWords.where(outage));
    setWidth("36rem");
    add(
        new Paragraph(OutageWords.why(outage)),
        new Paragraph(
            Parts.dotted(
                OutageWords.when(outage, Words.current(), now),
                OutageWords.affected(outage),
                OutageWords.who(outage))));
    if (TenantUi.signedIn().may(Permission.VIEW_SUBSCRIBERS)) {
      people();
    }
    getFooter().add(new Button(text("close"), _ -> close()));
    if (mayEnd()) {
      Button end = new Button(text("outage.end"), _ -> end());
      end.setId("end-outage");
      getFooter().add(end);
    }
  }

  private boolean mayEnd() {
    return outage.endedAt() == null
        && !outage.kind().equals("router")
        && TenantUi.signedIn().may(Permission.MANAGE_NETWORK);
  }

  private void people() {
    List<Outages.Person> people = TenantUi.ask(() -> outages.people(outage.id(), MOST_PEOPLE));
    for (Outages.Person each : people) {
      RouterLink link =
          new RouterLink(each.name(), SubscriberView.class, each.subscriber().toString());
      Div row = new Div(link, Parts.twoLines(each.account(), Phones.shown(each.phone())));
      row.addClassName("service");
      add(row);
    }
    if (people.size() == MOST_PEOPLE) {
      add(new Paragraph(text("outage.more-people", MOST_PEOPLE)));
    }
  }

  private void end() {
    // Asked again: what a person may can have changed while the dialog stood open.
    if (!mayEnd()) {
      return;
    }
    boolean ended =
        TenantUi.ask(() -> outages.end(outage.id(), TenantUi.signedIn().member().email()));
    Notification.show(text(ended ? "outage.ended" : "outage.gone"));
    close();
    changed.run();
  }
}
