package io.washa.admin.routers;

import static io.washa.admin.desk.Texts.text;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import io.washa.admin.desk.Chip;
import io.washa.admin.desk.Parts;
import io.washa.admin.desk.Words;
import io.washa.network.health.RouterHealth.Figures;
import io.washa.protocol.Health;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** How a router is: its load, its clock, and what its interfaces carry. */
public final class HealthPanel extends Div {
  private static final long serialVersionUID = 1L;
  private static final int CLOCK_OFF_SECONDS = 30;

  /** A panel of these figures; null if the router never gave any. */
  public HealthPanel(@Nullable Figures figures, Words words, Instant now) {
    super(new H2(text("health")));
    addClassName("panel");
    setId("health");
    if (figures == null) {
      add(new Paragraph(text("health.none")));
      return;
    }
    Health health = figures.health();
    add(
        row(
            Parts.twoLines(HealthWords.load(health), HealthWords.up(health, words)),
            new Chip(
                HealthWords.age(figures, now),
                HealthWords.isOld(figures, now) ? Chip.Tone.WARN : Chip.Tone.GOOD)));
    if (Math.abs(health.clockOffSeconds()) > CLOCK_OFF_SECONDS) {
      Paragraph clock = new Paragraph(text("health.clock", health.clockOffSeconds()));
      clock.addClassName("problem");
      add(clock);
    }
    health
        .interfaces()
        .forEach(each ->
            add(
                row(
                    new Span(each.name()),
                    new Span(
                        text(
                            "health.traffic",
                            words.rate(each.rxBits()),
                            words.rate(each.txBits()))))));
  }

  private static Div row(com.vaadin.flow.component.Component... parts) {
    Div row = new Div(parts);
    row.addClassName("service");
    return row;
  }
}
