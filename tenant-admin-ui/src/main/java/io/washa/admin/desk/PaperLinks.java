package io.washa.admin.desk;

import static io.washa.admin.desk.Texts.text;

import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.AnchorTarget;
import com.vaadin.flow.component.html.Div;
import io.washa.billing.documents.Document;
import java.util.Locale;

/** Lead to what is printed: each paper as a page and as PDF, beside the desk. */
public final class PaperLinks {
  private PaperLinks() {}

  /**
   * A row with two lines of words and both links.
   *
   * @param path below {@code /papers/}
   */
  public static Div row(String first, String second, String path) {
    Div row =
        new Div(
            Parts.twoLines(first, second),
            link("/papers/" + path, "paper.open"),
            link("/papers/" + path + ".pdf", "paper.pdf"));
    row.addClassName("service");
    return row;
  }

  /** A row for a document. */
  public static Div row(Document document, String second) {
    return row(
        Parts.dotted(
            text("paper." + document.kind().name().toLowerCase(Locale.ROOT)), document.label()),
        second,
        "documents/" + document.id());
  }

  private static Anchor link(String address, String key) {
    Anchor link = new Anchor(address, text(key));
    link.setTarget(AnchorTarget.BLANK);
    link.setRouterIgnore(true);
    return link;
  }
}
