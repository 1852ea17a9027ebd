package io.washa.simulators.daraja;

import io.washa.simulators.daraja.Transaction.Payer;
import io.washa.simulators.daraja.Transaction.Payment;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** {@code POST /mpesa/c2b/v1/simulate} and {@code v2}: the sandbox's own way to make a payment. */
final class C2bSimulate implements Endpoint {
  private final Gate gate;
  private final Books books;
  private final Ids ids;
  private final C2b c2b;
  private final Courier courier;

  /** What a simulated payment sets in motion. */
  record Engine(C2b c2b, Courier courier) {}

  C2bSimulate(Gate gate, Books books, Ids ids, Engine engine) {
    this.gate = gate;
    this.books = books;
    this.ids = ids;
    this.c2b = engine.c2b();
    this.courier = engine.courier();
  }

  @Override
  public Reply answer(Call call) {
    return switch (gate.c2b(call)) {
      case Checked.Refused<Gate.Authorised>(Refusal refusal) -> refusal.reply(ids.next());
      case Checked.Ok<Gate.Authorised>(Gate.Authorised authorised) -> simulate(authorised);
    };
  }

  private Reply simulate(Gate.Authorised authorised) {
    return switch (payment(authorised)) {
      case Checked.Refused<Payment>(Refusal refusal) -> refusal.reply(ids.next());
      case Checked.Ok<Payment>(Payment payment) -> {
        courier.run(() -> c2b.pay(payment));
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("OriginatorCoversationID", ids.next());
        body.put("ResponseCode", "0");
        body.put("ResponseDescription", "Accept the service request successfully.");
        yield Reply.json(200, body);
      }
    };
  }

  private Checked<Payment> payment(Gate.Authorised authorised) {
    JsonNode body = authorised.body();
    Optional<Shortcode> shortcode =
        books.find(Json.field(body, "ShortCode"), authorised.consumerKey());
    if (shortcode.isEmpty()) {
      return Checked.refused(Refusal.c2bInvalid("ShortCode"));
    }
    Shortcode.Type type = shortcode.get().type();
    if (!Json.field(body, "CommandID").equals(type.command())) {
      return Checked.refused(Refusal.c2bInvalid("CommandID"));
    }
    if (!StkChecks.isAmount(Json.field(body, "Amount"))) {
      return Checked.refused(Refusal.c2bInvalid("Amount"));
    }
    String msisdn = Json.field(body, "Msisdn");
    if (!StkChecks.isPhone(msisdn)) {
      return Checked.refused(Refusal.c2bInvalid("Msisdn"));
    }
    return Checked.ok(
        Payment.byHand(
            shortcode.get(),
            Json.field(body, "BillRefNumber"),
            Integer.parseInt(Json.field(body, "Amount")),
            new Payer(msisdn, "")));
  }
}
