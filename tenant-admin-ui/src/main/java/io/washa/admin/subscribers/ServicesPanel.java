package io.washa.admin.subscribers;

import static io.washa.admin.desk.Texts.text;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Paragraph;
import io.washa.admin.desk.Chip;
import io.washa.admin.desk.Parts;
import io.washa.admin.desk.Words;
import io.washa.insight.ServiceStatus;
import java.time.Instant;
import java.util.List;

/** Until when a subscriber's services are paid, and whether they work. */
final class ServicesPanel extends Div {
  private static final long serialVersionUID = 1L;

  private final transient Words words = Words.current();

  ServicesPanel(List<ServiceStatus> all) {
    super(new H2(text("subscriber.services")));
    addClassName("panel");
    if (all.isEmpty()) {
      add(new Paragraph(text("subscriber.services.none")));
    }
    for (ServiceStatus service : all) {
      Div row = new Div(Parts.twoLines(service.plan(), until(service)), chip(service));
      row.addClassName("service");
      add(row);
      String error = service.error();
      if (error != null && !service.connected()) {
        Paragraph problem = new Paragraph(text("way.problem", error));
        problem.addClassName("problem");
        add(problem);
      }
    }
  }

  private String until(ServiceStatus service) {
    Instant ends = service.endsAt();
    if (ends == null) {
      return text("subscriber.never");
    }
    return text(
        service.active() ? "subscriber.paid-until" : "subscriber.ended-at", words.date(ends));
  }

  private static Component chip(ServiceStatus service) {
    if (service.online()) {
      return new Chip(text("subscriber.online"), Chip.Tone.GOOD);
    } else if (service.endsAt() == null) {
      return new Chip(text("subscriber.not-paid"), Chip.Tone.CALM);
    } else if (!service.active()) {
      return new Chip(text("subscriber.ended"), Chip.Tone.WARN);
    }
    return service.connected()
        ? new Chip(text("state.connected"), Chip.Tone.CALM)
        : new Chip(text("state.renewed"), Chip.Tone.BAD);
  }
}
