package io.washa.simulators.daraja;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** {@code POST /mpesa/c2b/v1/registerurl} and {@code v2}. */
final class C2bRegister implements Endpoint {
  private final int version;
  private final Gate gate;
  private final Books books;
  private final Switches switches;
  private final Ids ids;

  /** What both versions share. */
  record Parts(Gate gate, Books books, Switches switches, Ids ids) {}

  C2bRegister(int version, Parts parts) {
    this.version = version;
    this.gate = parts.gate();
    this.books = parts.books();
    this.switches = parts.switches();
    this.ids = parts.ids();
  }

  @Override
  public Reply answer(Call call) {
    return switch (gate.c2b(call)) {
      case Checked.Refused<Gate.Authorised>(Refusal refusal) -> refusal.reply(ids.next());
      case Checked.Ok<Gate.Authorised>(Gate.Authorised authorised) -> register(authorised);
    };
  }

  private Reply register(Gate.Authorised authorised) {
    Optional<Shortcode> shortcode =
        books.find(Json.field(authorised.body(), "ShortCode"), authorised.consumerKey());
    if (shortcode.isEmpty()) {
      return Refusal.c2bInvalid("ShortCode").reply(ids.next());
    }
    String number = shortcode.get().number();
    return switch (registration(authorised.body())) {
      case Checked.Refused<Registration>(Refusal refusal) -> refusal.reply(ids.next());
      case Checked.Ok<Registration>(Registration registration) -> {
        if (switches.isOn(Switch.REGISTER_ONCE) && books.registration(number).isPresent()) {
          yield Refusal.REGISTERED.reply(ids.next());
        }
        books.register(number, registration);
        yield registered();
      }
    };
  }

  /** ResponseType is case-sensitive (Daraja portal). A missing ValidationURL means none. */
  private Checked<Registration> registration(JsonNode body) {
    String responseType = Json.field(body, "ResponseType");
    if (!responseType.equals("Completed") && !responseType.equals("Cancelled")) {
      return Checked.refused(Refusal.c2bInvalid("ResponseType"));
    }
    Optional<URI> confirmation = CallbackUrl.parse(Json.field(body, "ConfirmationURL"));
    if (confirmation.isEmpty()) {
      return Checked.refused(Refusal.c2bInvalid("ConfirmationURL"));
    }
    String validationText = Json.field(body, "ValidationURL");
    Optional<URI> validation = CallbackUrl.parse(validationText);
    if (validation.isEmpty() && !validationText.isEmpty()) {
      return Checked.refused(Refusal.c2bInvalid("ValidationURL"));
    }
    return Checked.ok(
        new Registration(
            version,
            responseType.equals("Completed"),
            confirmation.get(),
            validation.orElse(null)));
  }

  private Reply registered() {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("OriginatorCoversationID", ids.next());
    body.put("ResponseCode", "0");
    body.put("ResponseDescription", version == 1 ? "success" : "Success");
    return Reply.json(200, body);
  }
}
