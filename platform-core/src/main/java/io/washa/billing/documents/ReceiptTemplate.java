package io.washa.billing.documents;

import java.time.Instant;

/** The receipt for a payment as a page. */
final class ReceiptTemplate {
  private ReceiptTemplate() {}

  /** On A4, and as a page. */
  static String page(Words words, PaymentReceipt receipt) {
    return write(BrandedPage.begin(words, words.say("title.receipt")), words, receipt);
  }

  /** On a slip of paper so many millimetres wide, printed by the browser. */
  static String slip(Words words, PaymentReceipt receipt, int millimetres) {
    return write(
        BrandedPage.beginSlip(words, words.say("title.receipt"), millimetres), words, receipt);
  }

  private static String write(Html html, Words words, PaymentReceipt receipt) {
    html.element("p", "big", words.money(receipt.amount()));
    if (receipt.takenBack()) {
      html.element("p", "big", words.say("receipt.void"));
    }
    html.open("table", "facts");
    fact(html, words.say("door"), words.say(door(receipt.door())));
    String code = receipt.code();
    if (door(receipt.door()).equals("door.mpesa")) {
      fact(html, words.say("code"), code == null ? words.say("code.missing") : code);
    }
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
    if (receipt.tax() > 0) {
      fact(html, words.say("tax.in"), words.money(receipt.tax()));
    }
    html.close();
    return receipt.takenBack()
        ? html.finish()
        : html.element("p", "small", words.say("thanks")).finish();
  }

  private static String door(String door) {
    return switch (door) {
      case "cash" -> "door.cash";
      case "bank" -> "door.bank";
      default -> "door.mpesa";
    };
  }

  private static void fact(Html html, String label, String value) {
    html.row("td", label, "label", value, "");
  }
}
