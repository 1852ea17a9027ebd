package io.washa.simulators.daraja;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * An error of the Daraja gateway. Codes and texts as documented on the portal or seen in traffic
 * (facts §1.1); the same code has several meanings, so the text matters.
 */
record Refusal(int status, String errorCode, String errorMessage) {
  static final Refusal INVALID_CREDENTIALS =
      new Refusal(400, "400.008.01", "Invalid Authentication passed");
  static final Refusal INVALID_GRANT = new Refusal(400, "400.008.02", "Invalid grant type passed");
  static final Refusal STK_TOKEN = new Refusal(404, "404.001.03", "Invalid Access Token");
  static final Refusal C2B_TOKEN = new Refusal(400, "400.003.01", "Invalid Access Token");
  static final Refusal C2B_HEADER = new Refusal(404, "404.001.04", "Invalid Authentication Header");
  static final Refusal C2B_PAYLOAD = new Refusal(400, "400.002.05", "Invalid Request Payload");
  static final Refusal PULL_TOKEN = new Refusal(401, "401.001", "Invalid Access Token");
  static final Refusal PULL_PAYLOAD = new Refusal(400, "400.001", "Bad Request");
  static final Refusal METHOD = new Refusal(405, "405.001", "Method Not Allowed");
  static final Refusal NO_RESOURCE = new Refusal(404, "404.001.01", "Resource not found");
  static final Refusal NO_MERCHANT = new Refusal(500, "500.001.1001", "Merchant does not exist");
  static final Refusal WRONG_PASSWORD =
      new Refusal(500, "500.001.1001", "[MerchantValidate] - Wrong credentials");
  static final Refusal LOCKED =
      new Refusal(
          500,
          "500.001.1001",
          "Unable to lock subscriber, a transaction is already in process for the current"
              + " subscriber");
  static final Refusal PROCESSING =
      new Refusal(500, "500.001.1001", "The transaction is being processed");
  static final Refusal REGISTERED =
      new Refusal(500, "500.003.1001", "Urls are already registered.");
  static final Refusal INTERNAL = new Refusal(500, "500.003.1001", "Internal Server Error");
  static final Refusal BUSY =
      new Refusal(500, "500.003.02", "System is busy. Please try again in few minutes.");

  /** A field of an STK push or query is wrong. */
  static Refusal invalid(String field) {
    return new Refusal(400, "400.002.02", "Bad Request - Invalid " + field);
  }

  /** A field of a Pull call is wrong. The portal gives the code; the text is ours. */
  static Refusal pullInvalid(String field) {
    return new Refusal(400, "400.001", "Bad Request - Invalid " + field);
  }

  /** A field of a C2B call is wrong. The portal gives the code; that the field is named is ours. */
  static Refusal c2bInvalid(String field) {
    return new Refusal(400, "400.003.02", "Bad Request - Invalid " + field);
  }

  Reply reply(String requestId) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("requestId", requestId);
    body.put("errorCode", errorCode);
    body.put("errorMessage", errorMessage);
    return Reply.json(status, body);
  }
}
