package io.washa.simulators.daraja;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The result of an initiator call as it is posted to ResultURL, in the captured order. */
final class ResultMessage {
  private final Switches switches;

  /** The two names that Daraja gives a call, and when it came. */
  record Conversation(String originator, String id, Instant at) {}

  ResultMessage(Switches switches) {
    this.switches = switches;
  }

  Map<String, Object> body(
      Conversation conversation, ApiResult result, Map<String, Object> reference) {
    Map<String, Object> body = new LinkedHashMap<>();
    boolean text = switches.isOn(Switch.RESULT_CODE_AS_TEXT);
    body.put("ResultType", text ? (Object) "0" : Integer.valueOf(0));
    body.put("ResultCode", text ? result.code() : code(result.code()));
    body.put("ResultDesc", result.description());
    body.put("OriginatorConversationID", conversation.originator());
    body.put("ConversationID", conversation.id());
    body.put(
        "TransactionID",
        result.receipt().isEmpty() ? Receipts.placeholder(conversation.at()) : result.receipt());
    List<Map<String, Object>> parameters = result.parameters();
    if (!parameters.isEmpty()) {
      boolean single = switches.isOn(Switch.RESULT_AS_OBJECT);
      body.put(
          "ResultParameters",
          Map.of("ResultParameter", single ? (Object) parameters.getFirst() : parameters));
    }
    boolean list = switches.isOn(Switch.REFERENCE_AS_LIST);
    body.put(
        "ReferenceData", Map.of("ReferenceItem", list ? (Object) List.of(reference) : reference));
    return Map.of("Result", body);
  }

  private static Object code(String code) {
    boolean number = code.chars().allMatch(Character::isDigit);
    return number ? (Object) Integer.valueOf(code) : code;
  }

  /** The shape of this notice is not documented; this one is assumed. */
  static Map<String, Object> queueTimeout(Conversation conversation) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("ResultType", 1);
    body.put("ResultCode", 1);
    body.put("ResultDesc", "Queue timeout");
    body.put("OriginatorConversationID", conversation.originator());
    body.put("ConversationID", conversation.id());
    return Map.of("Result", body);
  }
}
