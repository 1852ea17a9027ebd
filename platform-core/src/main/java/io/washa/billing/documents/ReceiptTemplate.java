package io.washa.billing.documents;

import java.time.Instant;

/** The receipt for a payment as a page. */
final class ReceiptTemplate {
  private ReceiptTemplate() {}

  static String page(Words words, PaymentReceipt receipt) {
    Html html = BrandedPage.begin(words, words.say("title.receipt"));
    html.element("p", "big", words.money(receipt.amount()));
    html.open("table", "facts");
    String code = receipt.code();
    fact(html, words.say("code"), code == null ? words.say("code.missing") : code);
    fact(html, words.say("paid-at"), words.minute(receipt.paidAt()));
    if (receipt.subscriber() == null) {
      fact(html, words.say("customer"), words.say("suspense"));
    } else {
      fact(html, words.say("customer"), receipt.name());
      fact(html, words.say("account.label"), receipt.accountNumber());
    }
    String plan = receipt.plan();
    Instant endsAt = receipt.endsAt();
    if (plan != null && endsAt != null) {
      fact(html, words.say("plan"), plan);
      fact(html, words.say("until"), words.minute(endsAt));
    }
    for (SettleAnswer.Allocation part : receipt.settled()) {
      fact(html, words.say("towards", part.label()), words.money(part.amount()));
    }
    return html.close().element("p", "small", words.say("thanks")).finish();
  }

  private static void fact(Html html, String label, String value) {
    html.row("td", label, "label", value, "");
  }
}
