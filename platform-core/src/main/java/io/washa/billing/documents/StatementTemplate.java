package io.washa.billing.documents;

import java.util.Locale;

/** A statement of account as a page. */
final class StatementTemplate {
  private StatementTemplate() {}

  static String page(Words words, AccountStatement statement) {
    Html html = BrandedPage.begin(words, words.say("title.statement"));
    html.open("table", "facts");
    html.row("td", words.say("customer"), "label", statement.name(), "");
    html.row("td", words.say("account.label"), "label", statement.accountNumber(), "");
    html.row(
        "td",
        words.say("period"),
        "label",
        words.day(statement.from()) + " – " + words.day(statement.to()),
        "");
    html.close().open("table", "lines").open("thead");
    html.row(
        "th",
        words.say("day"),
        "day",
        words.say("line.description"),
        "",
        words.say("charged"),
        "sum",
        words.say("received"),
        "sum",
        words.say("balance"),
        "sum");
    html.close().open("tbody");
    row(html, words.day(statement.from()), words.say("opening"), words.amount(statement.opening()));
    for (AccountStatement.Line line : statement.lines()) {
      html.row(
          "td",
          words.day(line.on()),
          "day",
          about(words, line),
          "",
          words.amountOrBlank(Math.max(0, line.amount())),
          "sum",
          words.amountOrBlank(Math.max(0, -line.amount())),
          "sum",
          words.amount(line.balance()),
          "sum");
    }
    row(html, words.day(statement.to()), words.say("closing"), words.amount(statement.closing()));
    html.close().close();
    String verdict = statement.closing() > 0 ? "you-owe" : "you-hold";
    return html.element("p", "big", words.say(verdict, words.money(Math.abs(statement.closing()))))
        .element("p", "small", words.say("balance.note"))
        .finish();
  }

  private static void row(Html html, String day, String label, String balance) {
    html.row("td", day, "day", label, "total", "", "sum", "", "sum", balance, "sum total");
  }

  private static String about(Words words, AccountStatement.Line line) {
    String kind = words.say("kind." + line.kind().name().toLowerCase(Locale.ROOT));
    return line.reference().isBlank() ? kind : kind + " " + line.reference();
  }
}
