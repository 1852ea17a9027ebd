package io.washa.admin.subscribers;

import static io.washa.admin.desk.Texts.text;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Paragraph;
import io.washa.admin.desk.Chip;
import io.washa.admin.desk.Parts;
import io.washa.admin.desk.Words;
import io.washa.network.health.Refused;
import io.washa.network.sessions.SessionList;
import io.washa.subscriptions.DataAllowances.Allowance;
import io.washa.subscriptions.DataAllowances.FairUse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Why a subscriber is not let in, how much was used, and the last sessions. */
final class LinePanel extends Div {
  private static final long serialVersionUID = 1L;

  private final transient Words words = Words.current();
  private final transient Instant now;

  LinePanel(List<LineDesk.Line> lines, Instant now) {
    super(new H2(text("line")));
    this.now = now;
    addClassName("panel");
    setId("line");
    lines.forEach(this::show);
  }

  private void show(LineDesk.Line line) {
    Allowance allowance = line.allowance();
    add(
        row(
            Parts.twoLines(
                line.service().plan(),
                text(
                    "line.used",
                    words.bytes(line.used().today()),
                    words.bytes(line.used().week()),
                    words.bytes(line.used().month())))));
    if (allowance != null) {
      show(allowance);
    }
    for (Refused each : line.refusals()) {
      add(problem(RefusalWords.sentence(each, words, now)));
    }
    line.sessions().forEach(session -> add(row(session(session), chip(session))));
  }

  private void show(Allowance allowance) {
    Long cap = allowance.cap();
    Instant usedUp = allowance.usedUpAt();
    if (usedUp != null) {
      add(problem(text("line.used-up", words.date(usedUp))));
    } else if (cap != null) {
      add(new Paragraph(text("line.cap", words.bytes(allowance.used()), words.bytes(cap))));
    } else {
      add(new Paragraph(text("line.period", words.bytes(allowance.used()))));
    }
    FairUse fair = allowance.fairUse();
    if (fair != null) {
      String used =
          text("line.fair." + fair.window(), words.bytes(fair.used()), words.bytes(fair.of()));
      add(
          fair.slow()
              ? problem(text("line.slow", words.date(fair.ends()), used))
              : new Paragraph(used));
    }
  }

  private Component session(SessionList.Line session) {
    Instant ended = session.endedAt();
    Duration length = Duration.between(session.beganAt(), ended == null ? now : ended);
    String mac = session.mac();
    String address = session.address();
    return Parts.twoLines(
        text("line.session", words.moment(session.beganAt(), now), words.span(length)),
        Parts.dotted(
            mac == null ? "" : mac,
            address == null ? "" : address,
            text("line.bytes", words.bytes(session.down()), words.bytes(session.up())),
            session.router()));
  }

  private static Chip chip(SessionList.Line session) {
    String cause = session.cause();
    if (session.endedAt() == null) {
      return new Chip(text("subscriber.online"), Chip.Tone.GOOD);
    }
    return new Chip(text("session." + (cause == null ? "went" : cause)), Chip.Tone.CALM);
  }

  private static Paragraph problem(String sentence) {
    Paragraph problem = new Paragraph(sentence);
    problem.addClassName("problem");
    return problem;
  }

  private static Div row(Component... parts) {
    Div row = new Div(parts);
    row.addClassName("service");
    return row;
  }
}
