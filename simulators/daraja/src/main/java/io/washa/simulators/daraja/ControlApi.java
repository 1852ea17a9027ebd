package io.washa.simulators.daraja;

import io.washa.simulators.daraja.Transaction.Payer;
import io.washa.simulators.daraja.Transaction.Payment;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** The control API about payments: prompts, PayBill payments, statements. */
final class ControlApi implements Endpoint {
  private static final String PROMPTS = "/control/prompts";
  private static final String STATEMENT = "/control/statement/";

  private final Books books;
  private final Prompts prompts;
  private final Stk stk;
  private final C2b c2b;
  private final Endpoint others;

  /** What the API steers. */
  record Parts(Books books, Prompts prompts, Stk stk, C2b c2b) {}

  /**
   * Passes what it does not know on.
   *
   * @param others the rest of the control API
   */
  ControlApi(Parts parts, Endpoint others) {
    this.books = parts.books();
    this.prompts = parts.prompts();
    this.stk = parts.stk();
    this.c2b = parts.c2b();
    this.others = others;
  }

  @Override
  public Reply answer(Call call) {
    String path = call.path();
    if (path.equals(PROMPTS) && !call.isPost()) {
      return Reply.json(200, prompts.waiting().stream().map(Prompt::asJson).toList());
    }
    if (path.startsWith(PROMPTS + "/") && call.isPost()) {
      return prompt(path.substring(PROMPTS.length() + 1), call);
    }
    if (path.equals("/control/paybill") && call.isPost()) {
      return Json.object(call.body())
          .map(this::payBill)
          .orElseGet(() -> Reply.problem(400, "a JSON object is needed"));
    }
    if (path.startsWith(STATEMENT) && !call.isPost()) {
      return statement(path.substring(STATEMENT.length()));
    }
    if (path.equals("/control/registrations") && !call.isPost()) {
      return registrations();
    }
    return others.answer(call);
  }

  private Reply prompt(String checkoutRequestId, Call call) {
    Optional<Prompt> prompt = prompts.find(checkoutRequestId);
    if (prompt.isEmpty()) {
      return Reply.problem(404, "no such prompt");
    }
    Optional<PromptAction> action =
        Json.object(call.body()).flatMap(body -> PromptAction.named(Json.field(body, "action")));
    if (action.isEmpty()) {
      return Reply.problem(400, "action is one of pay, wrong-pin, cancel, ignore, no-funds");
    }
    if (!stk.answer(prompt.get(), action.get())) {
      return Reply.problem(409, "the prompt is no longer on the screen");
    }
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("checkoutRequestId", checkoutRequestId);
    body.put("action", action.get().label());
    prompt
        .get()
        .result()
        .ifPresent(result -> {
          body.put("resultCode", result.code());
          body.put("resultDesc", result.description());
          body.put("receipt", result.receipt());
        });
    return Reply.json(200, body);
  }

  private Reply payBill(JsonNode body) {
    Optional<Shortcode> shortcode = books.shortcode(Json.field(body, "shortcode"));
    if (shortcode.isEmpty()) {
      return Reply.problem(404, "no such shortcode");
    }
    String amount = Json.field(body, "amount");
    String msisdn = Json.field(body, "msisdn");
    if (!StkChecks.isAmount(amount) || !StkChecks.isPhone(msisdn)) {
      return Reply.problem(
          400, "amount is whole shillings from 1 to 250000, msisdn 12 digits from 2547 or 2541");
    }
    Payment payment =
        Payment.byHand(
            shortcode.get(),
            Json.field(body, "account"),
            Integer.parseInt(amount),
            new Payer(msisdn, Json.field(body, "firstName")));
    return Reply.json(200, outcome(c2b.pay(payment)));
  }

  private static Map<String, Object> outcome(C2b.Outcome outcome) {
    Map<String, Object> json = new LinkedHashMap<>();
    switch (outcome) {
      case C2b.Outcome.Completed completed -> {
        json.put("outcome", "completed");
        json.put("receipt", completed.transaction().receipt());
        json.put("at", completed.transaction().at().toString());
        json.put("confirmation", completed.confirmation().label());
      }
      case C2b.Outcome.Declined declined -> {
        json.put("outcome", "declined");
        json.put("receipt", declined.receipt());
        json.put("resultCode", declined.code());
        json.put("resultDesc", declined.description());
      }
    }
    return json;
  }

  private Reply statement(String shortcode) {
    if (books.shortcode(shortcode).isEmpty()) {
      return Reply.problem(404, "no such shortcode");
    }
    return Reply.json(
        200, books.completed(shortcode).stream().map(Transaction::statementLine).toList());
  }

  private Reply registrations() {
    Map<String, Object> json = new LinkedHashMap<>();
    for (Shortcode shortcode : books.shortcodes()) {
      Map<String, Object> urls =
          books
              .registration(shortcode.number())
              .map(Registration::asJson)
              .orElseGet(ControlApi::noRegistration);
      urls.put(
          "lastStkCallbackUrl",
          books.lastCallback(shortcode.number()).map(URI::toString).orElse(null));
      json.put(shortcode.number(), urls);
    }
    return Reply.json(200, json);
  }

  private static Map<String, Object> noRegistration() {
    Map<String, Object> urls = new LinkedHashMap<>();
    urls.put("version", null);
    urls.put("responseType", null);
    urls.put("confirmationUrl", null);
    urls.put("validationUrl", null);
    return urls;
  }
}
