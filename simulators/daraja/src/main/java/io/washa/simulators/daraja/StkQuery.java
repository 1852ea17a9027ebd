package io.washa.simulators.daraja;

import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * {@code POST /mpesa/stkpushquery/v1/query}. An id is at first unknown (HTTP 400), then pending
 * (HTTP 500, or ResultCode 4999 by switch), then has a terminal code, here a string.
 */
final class StkQuery implements Endpoint {
  private final Gate gate;
  private final StkChecks checks;
  private final Ids ids;
  private final Parts parts;
  private final SpikeArrest spikeArrest;

  /** What a query looks at. */
  record Parts(
      Prompts prompts, FaultBoard faults, Switches switches, InstantSource clock, Timing timing) {}

  StkQuery(Gate gate, StkChecks checks, Ids ids, Parts parts) {
    this.gate = gate;
    this.checks = checks;
    this.ids = ids;
    this.parts = parts;
    this.spikeArrest = new SpikeArrest(parts.clock());
  }

  @Override
  public Reply answer(Call call) {
    return switch (gate.stk(call)) {
      case Checked.Refused<Gate.Authorised>(Refusal refusal) -> refusal.reply(ids.next());
      case Checked.Ok<Gate.Authorised>(Gate.Authorised authorised) -> query(authorised);
    };
  }

  private Reply query(Gate.Authorised authorised) {
    if (parts.switches().isOn(Switch.QUERY_RATE_LIMIT)
        && !spikeArrest.allows(authorised.consumerKey())) {
      return SpikeArrest.refusal();
    }
    return switch (checks.credentials(authorised)) {
      case Checked.Refused<Shortcode>(Refusal refusal) -> refusal.reply(ids.next());
      case Checked.Ok<Shortcode>(Shortcode merchant) ->
          parts
              .prompts()
              .find(Json.field(authorised.body(), "CheckoutRequestID"))
              .filter(prompt -> prompt.request().merchant().store().equals(merchant.store()))
              .map(this::status)
              .orElseGet(() -> Refusal.invalid("CheckoutRequestID").reply(ids.next()));
    };
  }

  private Reply status(Prompt prompt) {
    return switch (parts.faults().of(prompt.request().merchant().number()).query()) {
      case NORMAL -> truth(prompt);
      case UNKNOWN -> Refusal.invalid("CheckoutRequestID").reply(ids.next());
      case PROCESSING -> Refusal.PROCESSING.reply(ids.next());
      case PENDING -> answered(prompt, StkResult.PENDING);
      case FAILED ->
          // The sandbox was seen to report a failure for a payment whose callback said 0.
          prompt.result().isPresent() ? answered(prompt, StkResult.CANCELLED) : truth(prompt);
    };
  }

  private Reply truth(Prompt prompt) {
    Optional<StkResult> result = prompt.result();
    if (result.isPresent()) {
      return answered(prompt, result.get());
    }
    if (parts.clock().instant().isBefore(prompt.sentAt().plus(parts.timing().queryBlindness()))) {
      return Refusal.invalid("CheckoutRequestID").reply(ids.next());
    }
    return parts.switches().isOn(Switch.PENDING_AS_4999)
        ? answered(prompt, StkResult.PENDING)
        : Refusal.PROCESSING.reply(ids.next());
  }

  private static Reply answered(Prompt prompt, StkResult result) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("ResponseCode", "0");
    body.put("ResponseDescription", "The service request has been accepted successfully");
    body.put("MerchantRequestID", prompt.merchantRequestId());
    body.put("CheckoutRequestID", prompt.checkoutRequestId());
    body.put("ResultCode", result.code());
    body.put("ResultDesc", result.description());
    return Reply.json(200, body);
  }
}
