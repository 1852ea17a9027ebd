package io.washa.simulators.daraja;

import io.washa.simulators.daraja.Transaction.Payer;
import io.washa.simulators.daraja.Transaction.Payment;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** The virtual phone: what its forms do. {@link PhonePage} is what it looks like. */
final class Phone implements Endpoint {
  private static final String PROMPT = "/phone/prompts/";
  private static final Pattern PIN = Pattern.compile("\\d{4}");

  /** A PIN that is always wrong. Every other PIN of four digits is right. */
  private static final String WRONG_PIN = "0000";

  private final Books books;
  private final Prompts prompts;
  private final Stk stk;
  private final C2b c2b;
  private final PhonePage page;

  /** What a phone reaches. */
  record Parts(Books books, Prompts prompts, Stk stk, C2b c2b, Sms sms) {}

  Phone(Parts parts) {
    this.books = parts.books();
    this.prompts = parts.prompts();
    this.stk = parts.stk();
    this.c2b = parts.c2b();
    this.page = new PhonePage(parts.books(), parts.prompts(), parts.sms());
  }

  @Override
  public Reply answer(Call call) {
    if (call.isPost()) {
      return posted(call);
    }
    String phone = phone(call.query());
    return switch (call.path()) {
      case "/phone" -> page.whole(phone, call.query().getOrDefault("notice", ""));
      case "/phone/screen" -> page.screen(phone);
      default -> Reply.text(404, "text/plain; charset=utf-8", "There is no such page.");
    };
  }

  private Reply posted(Call call) {
    Map<String, String> form = call.form();
    if (call.path().startsWith(PROMPT)) {
      return back(form, answerPrompt(call.path().substring(PROMPT.length()), form));
    }
    if (call.path().equals("/phone/paybill")) {
      return back(form, payBill(form));
    }
    return Reply.text(404, "text/plain; charset=utf-8", "There is no such page.");
  }

  private String answerPrompt(String checkoutRequestId, Map<String, String> form) {
    Optional<PromptAction> action = PromptAction.named(form.getOrDefault("action", ""));
    Optional<Prompt> prompt = prompts.find(checkoutRequestId);
    if (action.isEmpty() || prompt.isEmpty()) {
      return "That request is not on this phone.";
    }
    boolean paying = action.get() == PromptAction.PAY;
    boolean answered =
        stk.answer(
            prompt.get(),
            paying && !isRight(form.getOrDefault("pin", ""))
                ? PromptAction.WRONG_PIN
                : action.get());
    return answered ? "" : "That request is no longer open.";
  }

  private static boolean isRight(String pin) {
    return PIN.matcher(pin).matches() && !pin.equals(WRONG_PIN);
  }

  private String payBill(Map<String, String> form) {
    Optional<Shortcode> shortcode = books.shortcode(form.getOrDefault("shortcode", "").strip());
    String amount = form.getOrDefault("amount", "").strip();
    String msisdn = form.getOrDefault("msisdn", "").strip();
    if (shortcode.isEmpty()) {
      return "No business has that number.";
    }
    if (!StkChecks.isAmount(amount) || !StkChecks.isPhone(msisdn)) {
      return "Type whole shillings from 1 to 250000 and a phone such as 254712345678.";
    }
    C2b.Outcome outcome =
        c2b.pay(
            Payment.byHand(
                shortcode.get(),
                form.getOrDefault("account", ""),
                Integer.parseInt(amount),
                new Payer(msisdn, "")));
    return switch (outcome) {
      case C2b.Outcome.Completed completed -> "Paid: " + completed.transaction().receipt();
      case C2b.Outcome.Declined declined -> "Refused by the business: " + declined.description();
    };
  }

  private static Reply back(Map<String, String> form, String notice) {
    return Reply.seeOther(
        "/phone?phone="
            + phone(form)
            + "&notice="
            + URLEncoder.encode(notice, StandardCharsets.UTF_8));
  }

  /** The phone that the page is limited to; "" for all. */
  private static String phone(Map<String, String> values) {
    String phone = values.getOrDefault("phone", "").strip();
    return StkChecks.isPhone(phone) ? phone : "";
  }
}
