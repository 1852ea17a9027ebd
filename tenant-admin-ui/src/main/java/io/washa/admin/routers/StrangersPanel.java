package io.washa.admin.routers;

import static io.washa.admin.desk.Texts.text;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Paragraph;
import io.washa.admin.desk.Parts;
import io.washa.admin.desk.Words;
import io.washa.admin.subscribers.RefusalWords;
import io.washa.network.health.Refused;
import java.time.Instant;
import java.util.List;

/** Names that a router refused and that are nobody's there: a typing mistake, or a stranger. */
public final class StrangersPanel extends Div {
  private static final long serialVersionUID = 1L;

  /** A panel of these. */
  public StrangersPanel(List<Refused> refused, Words words, Instant now) {
    super(new H2(text("strangers")), new Paragraph(text("strangers.about")));
    addClassName("panel");
    setId("strangers");
    if (refused.isEmpty()) {
      add(new Paragraph(text("strangers.none")));
    }
    for (Refused each : refused) {
      Div row = new Div(Parts.twoLines(RefusalWords.stranger(each, words, now), each.text()));
      row.addClassName("service");
      add(row);
    }
  }
}
