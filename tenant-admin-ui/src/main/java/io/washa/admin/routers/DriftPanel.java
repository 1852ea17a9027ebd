package io.washa.admin.routers;

import static io.washa.admin.desk.Texts.text;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import io.washa.admin.desk.Words;
import io.washa.network.CommandAnswer;
import io.washa.network.DriftReports.Found;
import io.washa.network.RouterPage;
import io.washa.protocol.Drift;
import java.util.List;
import java.util.UUID;

/** In what a router differs from what was paid for, and what can be done about it. */
final class DriftPanel extends Div {
  private static final long serialVersionUID = 1L;

  private final transient RepairDesk desk;
  private final transient Runnable changed;
  private final UUID router;

  DriftPanel(RepairDesk desk, RouterPage page, Runnable changed) {
    super(new H2(text("drift")));
    this.desk = desk;
    this.changed = changed;
    this.router = page.status().router().id();
    addClassName("panel");
    page.found().ifPresentOrElse(this::show, () -> add(new Paragraph(text("drift.never"))));
    Div actions = new Div();
    actions.addClassNames("fields", "actions");
    DeedButton.forWhoMay("drift.dry-run", _ -> dryRun(), () -> {}).ifPresent(actions::add);
    DeedButton.forWhoMay(
            "drift.compare",
            person -> RepairDesk.said(desk.control().compare(router, person.member().email())),
            changed)
        .ifPresent(actions::add);
    add(actions);
  }

  private void show(Found found) {
    Drift drift = found.drift();
    String when = Words.current().date(found.at());
    boolean same = drift.lines().isEmpty() && drift.stopped() == null;
    add(
        new Paragraph(
            same
                ? text("drift.same", when, drift.rows())
                : text(drift.written() ? "drift.written" : "drift.found", when)));
    String reason = drift.why();
    if (reason != null) {
      Paragraph why = new Paragraph(reason);
      why.addClassName("problem");
      add(why);
    }
    if (!same) {
      add(lines(drift));
    }
    stopped(drift);
    rows("drift.foreign", drift.foreign(), "drift.adopt");
    rows("drift.free-riders", drift.freeRiders(), "");
  }

  private static Div lines(Drift drift) {
    String more = drift.more() > 0 ? "\n" + text("drift.more", drift.more()) : "";
    return typed(String.join("\n", drift.lines()) + more);
  }

  /** Text as the router has it, line by line. */
  static Div typed(String lines) {
    Div typed = new Div(lines);
    typed.addClassName("typed");
    return typed;
  }

  private void stopped(Drift drift) {
    String digest = drift.stopped();
    if (digest != null) {
      DeedButton.forWhoMay(
              "drift.let-go",
              person ->
                  RepairDesk.said(desk.control().letGo(router, digest, person.member().email())),
              changed)
          .ifPresent(this::add);
    }
  }

  private void rows(String key, List<String> rows, String deed) {
    if (rows.isEmpty()) {
      return;
    }
    add(new Paragraph(text(key, rows.size())));
    for (String each : rows) {
      Div row = new Div(new Span(each));
      row.addClassName("service");
      if (!deed.isEmpty()) {
        DeedButton.forWhoMay(
                deed,
                person ->
                    RepairDesk.said(desk.control().adopt(router, each, person.member().email())),
                changed)
            .ifPresent(row::add);
      }
      add(row);
    }
  }

  private String dryRun() {
    return switch (desk.control().dryRun(router)) {
      case CommandAnswer.Done done when done.text().isBlank() -> text("drift.nothing");
      case CommandAnswer answer -> RepairDesk.said(answer);
    };
  }
}
