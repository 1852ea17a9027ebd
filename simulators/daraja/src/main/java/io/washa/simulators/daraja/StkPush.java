package io.washa.simulators.daraja;

import java.util.LinkedHashMap;
import java.util.Map;

/** {@code POST /mpesa/stkpush/v1/processrequest}. */
final class StkPush implements Endpoint {
  private static final String ACCEPTED = "Success. Request accepted for processing";

  private final Gate gate;
  private final StkChecks checks;
  private final Stk stk;
  private final Ids ids;

  StkPush(Gate gate, StkChecks checks, Stk stk, Ids ids) {
    this.gate = gate;
    this.checks = checks;
    this.stk = stk;
    this.ids = ids;
  }

  @Override
  public Reply answer(Call call) {
    return switch (gate.stk(call)) {
      case Checked.Refused<Gate.Authorised>(Refusal refusal) -> refusal.reply(ids.next());
      case Checked.Ok<Gate.Authorised>(Gate.Authorised authorised) -> push(authorised);
    };
  }

  private Reply push(Gate.Authorised authorised) {
    return switch (checks.push(authorised)) {
      case Checked.Refused<StkRequest>(Refusal refusal) -> refusal.reply(ids.next());
      case Checked.Ok<StkRequest>(StkRequest request) ->
          stk.push(request)
              .map(StkPush::accepted)
              .orElseGet(() -> Refusal.LOCKED.reply(ids.next()));
    };
  }

  private static Reply accepted(Prompt prompt) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("MerchantRequestID", prompt.merchantRequestId());
    body.put("CheckoutRequestID", prompt.checkoutRequestId());
    body.put("ResponseCode", "0");
    body.put("ResponseDescription", ACCEPTED);
    body.put("CustomerMessage", ACCEPTED);
    return Reply.json(200, body);
  }
}
