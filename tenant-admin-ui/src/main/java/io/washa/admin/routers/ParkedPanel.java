package io.washa.admin.routers;

import static io.washa.admin.desk.Texts.text;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.router.RouterLink;
import io.washa.admin.desk.Parts;
import io.washa.admin.desk.Words;
import io.washa.admin.subscribers.SubscriberView;
import io.washa.network.ParkedAccesses.Parked;
import io.washa.network.RouterPage;
import io.washa.work.RouterLeases.BackOff;
import java.time.Instant;

/** What a router refused, and how sending to it fails. */
final class ParkedPanel extends Div {
  private static final long serialVersionUID = 1L;

  private final transient RepairDesk desk;
  private final transient Runnable changed;

  ParkedPanel(RepairDesk desk, RouterPage page, Runnable changed) {
    super(new H2(text("parked")));
    this.desk = desk;
    this.changed = changed;
    addClassName("panel");
    page.backOff().ifPresent(this::show);
    if (page.parked().isEmpty()) {
      add(new Paragraph(text("parked.none")));
    }
    page.parked().forEach(this::show);
  }

  private void show(BackOff failing) {
    Instant next = failing.notBefore();
    Paragraph line =
        new Paragraph(
            text(
                "parked.back-off",
                failing.failures(),
                failing.error() == null ? "" : failing.error(),
                next == null ? text("parked.at-once") : Words.current().date(next)));
    line.addClassName("problem");
    add(line);
  }

  private void show(Parked one) {
    RouterLink whose =
        new RouterLink(
            text("parked.subscriber"), SubscriberView.class, one.subscriber().toString());
    Div row = new Div(Parts.twoLines(one.name(), one.error()), whose);
    row.addClassName("service");
    DeedButton.forWhoMay(
            "parked.again",
            person ->
                RepairDesk.said(desk.parked().tryAgain(one.access(), person.member().email())),
            changed)
        .map(DeedButton::atOnce)
        .ifPresent(row::add);
    add(row);
  }
}
