package io.washa.api.web;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;

/**
 * A problem as RFC 9457 tells it.
 *
 * @param detail what happened this time, for a developer
 * @param members further members of the document
 * @param headers of the answer
 */
public record Problem(
    ProblemCode code, String detail, Map<String, Object> members, Map<String, String> headers) {
  /** Copies what it is given. */
  public Problem {
    members = Map.copyOf(members);
    headers = Map.copyOf(headers);
  }

  /** A problem of which its code says everything. */
  public static Problem of(ProblemCode code) {
    return of(code, code.title() + ".");
  }

  /** A problem with a sentence about this occurrence. */
  public static Problem of(ProblemCode code, String detail) {
    return new Problem(code, detail, Map.of(), Map.of());
  }

  /** The same with one more member. */
  public Problem with(String member, Object value) {
    Map<String, Object> more = new LinkedHashMap<>(members);
    more.put(member, value);
    return new Problem(code, detail, more, headers);
  }

  /** The same with one more header. */
  public Problem header(String name, String value) {
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.put(name, value);
    return new Problem(code, detail, members, more);
  }

  /** The same with the advice when to try again; at least a second. */
  public Problem retryAfter(Duration wait) {
    return header(HttpHeaders.RETRY_AFTER, Long.toString(Math.max(1, wait.toSeconds())));
  }

  /** Its document. */
  public Map<String, Object> body() {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("type", "/api/docs.html#" + code.code());
    body.put("title", code.title());
    body.put("status", code.status().value());
    body.put("code", code.code());
    body.put("detail", detail);
    body.putAll(members);
    return body;
  }

  /** It as the answer of a call. */
  public ResponseEntity<Object> answer() {
    ResponseEntity.BodyBuilder answer =
        ResponseEntity.status(code.status()).contentType(MediaType.APPLICATION_PROBLEM_JSON);
    headers.forEach(answer::header);
    return answer.body(body());
  }
}
