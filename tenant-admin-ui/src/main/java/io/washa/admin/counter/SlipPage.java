package io.washa.admin.counter;

import static io.washa.admin.desk.Texts.text;

import io.washa.admin.desk.SignedIn;
import io.washa.admin.desk.Words;
import io.washa.insight.TillDesk.Slip;
import java.time.Instant;
import org.springframework.web.util.HtmlUtils;

/** The slip of a cash payment, for paper of 58 or 80 mm; all that people typed is escaped. */
final class SlipPage {
  private static final String STYLE =
      """
      *{box-sizing:border-box}body{margin:0 auto;padding:3mm;width:WIDTHmm;color:#000;background:#fff;
      font:SIZE/1.35 ui-monospace,"DejaVu Sans Mono",monospace}h1{font-size:1.25em;margin:0;text-align:center}
      p{margin:.5em 0;text-align:center}dl{display:grid;grid-template-columns:auto 1fr;gap:.15em .8em;
      margin:.6em 0;padding:.6em 0;border:dashed #000;border-width:1px 0}dd{margin:0;text-align:right;
      overflow-wrap:anywhere}.sum{font-size:1.5em;font-weight:700}.void{border:2px solid #000;padding:.2em}
      nav{margin:0 0 1em;text-align:center;font-family:system-ui,sans-serif;font-size:1rem}
      nav button{font:inherit;padding:.4em 1.2em}
      @page{size:WIDTHmm auto;margin:0}@media print{nav{display:none}}
      """;

  private SlipPage() {}

  /**
   * The page.
   *
   * @param millimetres width of the paper
   */
  static String html(Slip slip, SignedIn person, int millimetres) {
    Words words = new Words(person.tenant().zone());
    StringBuilder rows = new StringBuilder();
    row(rows, "slip.date", words.date(slip.at()));
    row(rows, "subscriber.name", slip.subscriber());
    row(rows, "subscriber.account", slip.account());
    row(rows, "subscriber.plan", slip.plan());
    Instant until = slip.until();
    if (until != null && !slip.voided()) {
      row(rows, "slip.until", words.date(until));
    }
    row(rows, "slip.cashier", slip.cashier());
    row(rows, "slip.number", slip.payment().toString().substring(24));
    String support = person.tenant().brand().supportPhone();
    return """
    <!doctype html><html lang="en"><head><meta charset="utf-8">
    <meta name="viewport" content="width=device-width,initial-scale=1"><title>%s</title>
    <style>%s</style></head><body>
    <nav><button onclick="print()">%s</button> <a href="?mm=58">58 mm</a> <a href="?mm=80">80 mm</a></nav>
    <h1>%s</h1><p>%s</p>%s<dl>%s</dl><p class="sum">%s</p><p>%s</p></body></html>
    """
        .formatted(
            text("slip.title"),
            STYLE
                .replace("WIDTH", Integer.toString(millimetres))
                .replace("SIZE", millimetres < 70 ? "11px" : "13px"),
            text("slip.print"),
            escaped(person.tenant().name()),
            text("slip.title"),
            slip.voided() ? "<p class=\"void\">" + text("till.voided") + "</p>" : "",
            rows,
            escaped(words.money(slip.amount())),
            escaped(support.isEmpty() ? text("slip.thanks") : text("slip.help", support)));
  }

  private static void row(StringBuilder rows, String key, String value) {
    rows.append("<dt>")
        .append(text(key))
        .append("</dt><dd>")
        .append(escaped(value))
        .append("</dd>");
  }

  private static String escaped(String typed) {
    return HtmlUtils.htmlEscape(typed);
  }
}
