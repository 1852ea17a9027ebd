package io.washa.billing.documents;

import java.math.BigDecimal;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** An invoice, credit note or pro-forma as a page. */
final class DocumentTemplate {
  private final Words words;
  private final Document document;
  private final Html html;

  private DocumentTemplate(Words words, Document document) {
    this.words = words;
    this.document = document;
    this.html = BrandedPage.begin(words, title(words, document));
  }

  /**
   * Writes the page.
   *
   * @param account the subscriber's account number
   * @param invoice the number of the invoice that a credit note takes back from; else null
   */
  static String page(Words words, Document document, String account, @Nullable String invoice) {
    DocumentTemplate template = new DocumentTemplate(words, document);
    template.parties(account);
    template.facts(invoice);
    template.lines();
    template.sums();
    template.foot();
    return template.html.finish();
  }

  private static String title(Words words, Document document) {
    return words.say("title." + document.kind().text(), document.label());
  }

  private void parties(String account) {
    html.open("table", "parties").open("tr");
    html.open("td");
    party("seller", document.seller());
    html.close().open("td");
    party("buyer", document.buyer());
    html.element("p", "", words.say("account", account));
    html.close().close().close();
  }

  private void party(String key, Party party) {
    html.element("p", "label", words.say(key)).element("p", "name", party.name());
    KraPin pin = party.pin();
    if (pin != null) {
      html.element("p", "", words.say("pin", pin.text()));
    }
  }

  private void facts(@Nullable String invoice) {
    html.open("table", "facts");
    fact("issued", words.day(document.issuedOn()));
    if (document.dueOn() != null) {
      fact("due", words.day(document.dueOn()));
    }
    if (!document.lpo().isEmpty()) {
      fact("lpo", document.lpo());
    }
    if (invoice != null) {
      fact("invoice", invoice);
    }
    if (document.kind() == Document.Kind.INVOICE) {
      fact("state", words.say("state." + document.state().name().toLowerCase(Locale.ROOT)));
    }
    html.close();
  }

  private void fact(String key, String value) {
    html.row("td", words.say(key), "label", value, "");
  }

  private void lines() {
    html.open("table", "lines").open("thead");
    html.row(
        "th",
        words.say("line.description"),
        "",
        words.say("line.code"),
        "code",
        words.say("line.quantity"),
        "few",
        words.say("line.tax"),
        "sum",
        words.say("line.amount"),
        "sum");
    html.close().open("tbody");
    for (DocumentLine line : document.lines()) {
      html.row(
          "td",
          line.description(),
          "",
          line.itemCode(),
          "code",
          quantity(line.quantity()),
          "few",
          words.amount(line.tax()),
          "sum",
          words.amount(line.amount()),
          "sum");
    }
    html.close().close();
  }

  private static String quantity(BigDecimal quantity) {
    return quantity.stripTrailingZeros().toPlainString();
  }

  private void sums() {
    html.open("table", "sums");
    sum(words.say("net"), document.net());
    for (TaxPart tax : document.taxes()) {
      sum(tax.name() + " " + Words.percent(tax.rateBp()), tax.amount());
    }
    html.row("td", words.say("total"), "total", words.money(document.total()), "sum total");
    if (document.kind() == Document.Kind.INVOICE) {
      Document.Settled settled = document.settled();
      sumIfAny("paid", settled.paid());
      sumIfAny("credited", settled.credited());
      sumIfAny("withheld", settled.withheld());
      html.row("td", words.say("open"), "total", words.money(document.outstanding()), "sum total");
    }
    html.close();
  }

  private void sumIfAny(String key, long amount) {
    if (amount != 0) {
      sum(words.say(key), -amount);
    }
  }

  private void sum(String label, long amount) {
    html.row("td", label, "", words.amount(amount), "sum");
  }

  private void foot() {
    if (!document.note().isEmpty()) {
      html.element("p", "note", document.note());
    }
    if (document.kind() == Document.Kind.PROFORMA) {
      html.element("p", "small", words.say("proforma.note"));
    }
    String control = document.etims().control();
    if (control != null) {
      html.element("p", "small", words.say("etims", control));
    }
  }
}
