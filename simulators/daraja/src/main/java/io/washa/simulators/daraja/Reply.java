package io.washa.simulators.daraja;

import java.util.Map;

/** An HTTP response. */
record Reply(int status, String contentType, String body, Map<String, String> headers) {

  static Reply json(int status, Object value) {
    return new Reply(status, "application/json", Json.text(value), Map.of());
  }

  static Reply text(int status, String contentType, String body) {
    return new Reply(status, contentType, body, Map.of());
  }

  /** Sends a browser on to a page after a form was posted. */
  static Reply seeOther(String location) {
    return new Reply(303, "text/plain", "", Map.of("Location", location));
  }

  /** A refusal of the control API, which is ours and not Safaricom's. */
  static Reply problem(int status, String error) {
    return json(status, Map.of("error", error));
  }
}
