package io.washa.simulators.daraja;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * An HTTP response.
 *
 * @param body read-only
 */
record Reply(int status, String contentType, ByteBuffer body, Map<String, String> headers) {

  static Reply json(int status, Object value) {
    return text(status, "application/json", Json.text(value));
  }

  static Reply text(int status, String contentType, String body) {
    return bytes(status, contentType, body.getBytes(StandardCharsets.UTF_8));
  }

  static Reply bytes(int status, String contentType, byte[] body) {
    return new Reply(status, contentType, ByteBuffer.wrap(body).asReadOnlyBuffer(), Map.of());
  }

  /** Sends a browser on to a page after a form was posted. */
  static Reply seeOther(String location) {
    return text(303, "text/plain", "").with(Map.of("Location", location));
  }

  Reply with(Map<String, String> more) {
    return new Reply(status, contentType, body, more);
  }

  /** A refusal of the control API, which is ours and not Safaricom's. */
  static Reply problem(int status, String error) {
    return json(status, Map.of("error", error));
  }

  /** A copy of the body. */
  byte[] bodyBytes() {
    byte[] copy = new byte[body.remaining()];
    body.duplicate().get(copy);
    return copy;
  }
}
