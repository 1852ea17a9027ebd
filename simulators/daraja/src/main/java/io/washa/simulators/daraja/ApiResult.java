package io.washa.simulators.daraja;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What an initiator call came to (facts §6).
 *
 * @param code as text; sent as a number when it is one
 * @param receipt of the transaction it made, or "" for the placeholder
 * @param parameters empty on failure
 */
record ApiResult(
    String code, String description, String receipt, List<Map<String, Object>> parameters) {
  static final ApiResult WRONG_CREDENTIAL = failed("2001", "The initiator information is invalid.");
  static final ApiResult LOCKED = failed("8006", "The security credential is locked.");

  static ApiResult success(String receipt, List<Map<String, Object>> parameters) {
    return new ApiResult(
        "0", "The service request is processed successfully.", receipt, parameters);
  }

  static ApiResult failed(String code, String description) {
    return new ApiResult(code, description, "", List.of());
  }

  static Map<String, Object> parameter(String key, Object value) {
    Map<String, Object> parameter = keyOnly(key);
    parameter.put("Value", value);
    return parameter;
  }

  /** Daraja leaves the value out when there is none. */
  static Map<String, Object> keyOnly(String key) {
    Map<String, Object> parameter = new LinkedHashMap<>();
    parameter.put("Key", key);
    return parameter;
  }
}
