package io.washa.simulators.daraja;

import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Acknowledges at once and posts the result a moment later, in the envelope of captured results.
 */
final class Results {
  private static final Duration MOMENT = Duration.ofMillis(150);
  private static final Duration QUEUED = Duration.ofSeconds(1);

  private final Courier courier;
  private final Switches switches;
  private final Ids ids;
  private final InstantSource clock;

  /**
   * What is to be told.
   *
   * @param code a number, or a text such as {@code R000001}
   * @param transaction receipt of what was done; "" if nothing was
   * @param parameters key and value, a value of null is left out
   */
  record Result(
      Object code, String description, String transaction, List<Map<String, Object>> parameters) {}

  Results(Courier courier, Switches switches, Ids ids, InstantSource clock) {
    this.courier = courier;
    this.switches = switches;
    this.ids = ids;
    this.clock = clock;
  }

  static Map<String, Object> parameter(String key, Object value) {
    Map<String, Object> parameter = new LinkedHashMap<>();
    parameter.put("Key", key);
    parameter.put("Value", value);
    return parameter;
  }

  static Map<String, Object> parameter(String key) {
    return Map.of("Key", key);
  }

  /** The result that a refused credential ends with; null if it is good. */
  static Result refused(Initiators.Verdict credential) {
    return credential == Initiators.Verdict.LOCKED
        ? new Result(8006, "The security credential is locked.", "", List.of())
        : new Result(2001, "The initiator information is invalid.", "", List.of());
  }

  Reply acknowledge(Parties.Asked asked, Result result) {
    String originator = ids.next();
    String conversation =
        "AG_" + Eat.day(clock.instant()) + "_" + ids.next().replace("-", "").substring(0, 20);
    Map<String, Object> told = envelope(result, originator, conversation);
    if (switches.isOn(Switch.QUEUE_TIMEOUT)) {
      courier.runAfter(
          MOMENT, () -> post(asked.timeoutUrl(), Map.of("ResultDesc", "Queue time out")));
      courier.runAfter(QUEUED, () -> post(asked.resultUrl(), told));
    } else {
      courier.runAfter(MOMENT, () -> post(asked.resultUrl(), told));
    }
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("OriginatorConversationID", originator);
    body.put("ConversationID", conversation);
    body.put("ResponseCode", "0");
    body.put("ResponseDescription", "Accept the service request successfully.");
    return Reply.json(200, body);
  }

  private void post(java.net.URI url, Object body) {
    boolean _ = courier.deliver(new Courier.Parcel(url, body), 0, Duration.ZERO);
  }

  private Map<String, Object> envelope(Result told, String originator, String conversation) {
    Map<String, Object> result = new LinkedHashMap<>();
    result.put("ResultType", 0);
    result.put("ResultCode", told.code());
    result.put("ResultDesc", told.description());
    result.put("OriginatorConversationID", originator);
    result.put("ConversationID", conversation);
    result.put("TransactionID", told.transaction().isEmpty() ? "SIK0000000" : told.transaction());
    if (!told.parameters().isEmpty()) {
      boolean single =
          told.parameters().size() == 1 && switches.isOn(Switch.SINGLE_RESULT_PARAMETER);
      result.put(
          "ResultParameters",
          Map.of("ResultParameter", single ? told.parameters().getFirst() : told.parameters()));
    }
    result.put(
        "ReferenceData",
        Map.of(
            "ReferenceItem",
            parameter("QueueTimeoutURL", "https://internal.example/results/v1/submit")));
    return Map.of("Result", result);
  }
}
