package io.washa.simulators.daraja;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import tools.jackson.databind.JsonNode;

/** {@code POST /pulltransactions/v1/register}. */
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
    if (!call.isPost()) {
      return Refusal.METHOD.reply(ids.next());
    }
    return switch (gate.pull(call)) {
      case Checked.Refused<Gate.Authorised>(Refusal refusal) -> refusal.reply(ids.next());
      case Checked.Ok<Gate.Authorised>(Gate.Authorised authorised) -> register(authorised);
    };
  }

  private Reply register(Gate.Authorised authorised) {
    JsonNode body = authorised.body();
    Optional<Shortcode> shortcode =
        books.find(Json.field(body, "ShortCode"), authorised.consumerKey());
    if (shortcode.isEmpty()) {
      return Refusal.pullInvalid("ShortCode").reply(ids.next());
    }
    if (!Json.field(body, "RequestType").equals("Pull")) {
      return Refusal.pullInvalid("RequestType").reply(ids.next());
    }
    if (!Json.field(body, "NominatedNumber").matches("(0|254)[17]\\d{8}")) {
      return Refusal.pullInvalid("NominatedNumber").reply(ids.next());
    }
    if (CallbackUrl.parse(Json.field(body, "CallBackURL")).isEmpty()) {
      return Refusal.pullInvalid("CallBackURL").reply(ids.next());
    }
    boolean first = books.registerForPull(shortcode.get().number());
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("ResponseRefID", UUID.randomUUID().toString());
    answer.put("ResponseStatus", first ? "1000" : "1001");
    answer.put("ShortCode", Json.field(body, "ShortCode"));
    answer.put(
        "ResponseDescription",
        first ? "Shortcode Registered Successfully" : "Shortcode already registered");
    return Reply.json(200, answer);
  }
}
