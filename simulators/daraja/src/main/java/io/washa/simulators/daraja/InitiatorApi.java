package io.washa.simulators.daraja;

import io.washa.simulators.daraja.Courier.Parcel;
import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/**
 * An API that takes an order in the name of an initiator: acknowledged at once, its result posted
 * to ResultURL (facts §6). The credential is checked only after the acknowledgement.
 */
final class InitiatorApi implements Endpoint {
  private static final Pattern BASE64 = Pattern.compile("[A-Za-z0-9+/]{8,}={0,3}");
  private static final int MAX_REMARKS = 100;

  private final InitiatorProduct product;
  private final Parts parts;
  private final Dispatch dispatch;

  /** What all of them share. */
  record Parts(
      Books books,
      Credentials credentials,
      FaultBoard faults,
      Switches switches,
      Courier courier,
      Ids ids,
      InstantSource clock) {}

  /** An order that was acknowledged. */
  private record Order(
      Shortcode shortcode,
      JsonNode body,
      URI resultUrl,
      URI timeoutUrl,
      ResultMessage.Conversation conversation) {}

  InitiatorApi(InitiatorProduct product, Parts parts) {
    this.product = product;
    this.parts = parts;
    this.dispatch = new Dispatch(parts.courier());
  }

  @Override
  public Reply answer(Call call) {
    return switch (product.gate(call)) {
      case Checked.Refused<Gate.Authorised>(Refusal refusal) -> refusal.reply(parts.ids().next());
      case Checked.Ok<Gate.Authorised>(Gate.Authorised authorised) ->
          switch (order(authorised)) {
            case Checked.Refused<Order>(Refusal refusal) -> refusal.reply(parts.ids().next());
            case Checked.Ok<Order>(Order order) -> accepted(order);
          };
    };
  }

  private Checked<Order> order(Gate.Authorised authorised) {
    JsonNode body = authorised.body();
    Optional<Shortcode> shortcode =
        parts.books().find(Json.field(body, product.partyField()), authorised.consumerKey());
    Optional<URI> result = CallbackUrl.parse(Json.field(body, "ResultURL"));
    Optional<URI> timeout = CallbackUrl.parse(Json.field(body, "QueueTimeOutURL"));
    Optional<String> wrong = common(body).or(() -> product.wrongField(body));
    if (wrong.isPresent()) {
      return Checked.refused(product.refusal(wrong.get()));
    }
    if (shortcode.isEmpty()) {
      return Checked.refused(product.refusal(product.partyField()));
    }
    if (result.isEmpty()) {
      return Checked.refused(product.refusal("ResultURL"));
    }
    if (timeout.isEmpty()) {
      return Checked.refused(product.refusal("QueueTimeOutURL"));
    }
    Instant now = parts.clock().instant();
    return Checked.ok(
        new Order(
            shortcode.get(),
            body,
            result.get(),
            timeout.get(),
            new ResultMessage.Conversation(parts.ids().next(), Ids.conversation(now), now)));
  }

  private static Optional<String> common(JsonNode body) {
    if (Json.field(body, "Initiator").isBlank()) {
      return Optional.of("Initiator");
    }
    String credential = Json.field(body, "SecurityCredential");
    if (!BASE64.matcher(credential).matches()) {
      return Optional.of("SecurityCredential");
    }
    return Json.field(body, "Remarks").length() > MAX_REMARKS
        ? Optional.of("Remarks")
        : Optional.empty();
  }

  private Reply accepted(Order order) {
    Faults faults = parts.faults().of(order.shortcode().number());
    if (faults.callback() == Faults.Delivery.BEFORE_RESPONSE) {
      finish(order);
    } else {
      parts.courier().run(() -> finish(order));
    }
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("OriginatorConversationID", order.conversation().originator());
    body.put("ConversationID", order.conversation().id());
    body.put("ResponseCode", "0");
    body.put("ResponseDescription", "Accept the service request successfully.");
    return Reply.json(200, body);
  }

  private void finish(Order order) {
    ResultMessage message = new ResultMessage(parts.switches());
    if (parts.switches().isOn(Switch.QUEUE_TIMEOUT)) {
      parts
          .courier()
          .post(
              new Parcel(order.timeoutUrl(), ResultMessage.queueTimeout(order.conversation())),
              Dispatch.NOTICE_TIMEOUT);
    }
    ApiResult result = carriedOut(order);
    Dispatch.Fate _ =
        dispatch.send(
            parts.faults().of(order.shortcode().number()),
            new Parcel(
                order.resultUrl(),
                message.body(order.conversation(), result, product.reference(order.body()))),
            Optional.empty());
  }

  private ApiResult carriedOut(Order order) {
    Credentials.Verdict verdict =
        parts
            .credentials()
            .check(
                order.shortcode(),
                Json.field(order.body(), "Initiator"),
                Json.field(order.body(), "SecurityCredential"));
    return switch (verdict) {
      case RIGHT -> product.carryOut(order.shortcode(), order.body());
      case WRONG -> ApiResult.WRONG_CREDENTIAL;
      case LOCKED -> ApiResult.LOCKED;
    };
  }
}
