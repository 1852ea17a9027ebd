package io.washa.admin.outages;

import static io.washa.admin.desk.Texts.text;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Paragraph;
import io.washa.admin.desk.Chip;
import io.washa.admin.desk.Parts;
import io.washa.admin.desk.Words;
import io.washa.network.outages.Outages;
import java.time.Instant;
import java.util.List;

/** The last outages of one router and its place. */
public final class OutagesPanel extends Div {
  private static final long serialVersionUID = 1L;

  /** A panel of these. */
  public OutagesPanel(List<Outages.Line> outages, Words words, Instant now) {
    super(new H2(text("outages")));
    addClassName("panel");
    setId("outages");
    if (outages.isEmpty()) {
      add(new Paragraph(text("outages.never")));
    }
    for (Outages.Line each : outages) {
      Div row =
          new Div(
              Parts.twoLines(
                  OutageWords.why(each),
                  Parts.dotted(OutageWords.when(each, words, now), OutageWords.affected(each))),
              each.endedAt() == null
                  ? new Chip(text("outage.open"), Chip.Tone.BAD)
                  : new Chip(text("outage.over"), Chip.Tone.CALM));
      row.addClassName("service");
      add(row);
    }
  }
}
