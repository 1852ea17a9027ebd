package io.washa.simulators.daraja;

import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** {@code POST /pulltransactions/v1/register} (Daraja portal): 1000 at first, then 1001. */
final class PullRegister implements Endpoint {
  private final Gate gate;
  private final Books books;
  private final Ids ids;

  PullRegister(Gate gate, Books books, Ids ids) {
    this.gate = gate;
    this.books = books;
    this.ids = ids;
  }

  @Override
  public Reply answer(Call call) {
    return switch (gate.pull(call)) {
      case Checked.Refused<Gate.Authorised>(Refusal refusal) -> refusal.reply(ids.next());
      case Checked.Ok<Gate.Authorised>(Gate.Authorised authorised) -> register(authorised);
    };
  }

  private Reply register(Gate.Authorised call) {
    JsonNode asked = call.body();
    String number = Json.field(asked, "ShortCode");
    boolean ours =
        books
            .shortcode(number)
            .filter(known -> known.consumerKey().equals(call.consumerKey()))
            .isPresent();
    if (!ours
        || !Json.field(asked, "RequestType").equalsIgnoreCase("Pull")
        || !Json.field(asked, "NominatedNumber").matches("(254|0)?[17]\\d{8}")
        || CallbackUrl.parse(Json.field(asked, "CallBackURL")).isEmpty()) {
      return Refusal.PULL_PAYLOAD.reply(ids.next());
    }
    boolean fresh = books.registerPull(number);
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("ResponseRefID", ids.next());
    body.put("ResponseStatus", fresh ? "1000" : "1001");
    body.put("ShortCode", number);
    body.put(
        "ResponseDescription",
        fresh ? "Shortcode Registered Successfully" : "Shortcode already Registered");
    return Reply.json(200, body);
  }
}
