package io.washa.payments;

import io.washa.work.ConditionalOnRole;
import io.washa.work.Role;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** What Safaricom posts to. Its acknowledgements are Daraja's own (Daraja portal). */
@RestController
@ConditionalOnRole(Role.CALLBACKS)
class CallbackController {
  /** A real one has under 2 KB. */
  private static final int MOST_BYTES = 64 * 1024;

  private static final String ACCEPTED = "{\"ResultCode\":0,\"ResultDesc\":\"Accepted\"}";
  private final CallbackIngest ingest;
  private final Validating validating;

  CallbackController(CallbackIngest ingest, Validating validating) {
    this.ingest = ingest;
    this.validating = validating;
  }

  @PostMapping("/c/{token}/s/{intent}")
  ResponseEntity<String> stk(
      @PathVariable String token, @PathVariable String intent, HttpServletRequest request)
      throws IOException {
    return named(CallbackLog.Kind.STK, token, intent, request);
  }

  @PostMapping("/c/{token}/p")
  ResponseEntity<String> confirmation(@PathVariable String token, HttpServletRequest request)
      throws IOException {
    return answer(
        ingest.take(
            token,
            new CallbackIngest.Posted(
                CallbackLog.Kind.CONFIRMATION, null, body(request), request.getRemoteAddr())));
  }

  /** The result of a question that an initiator asked. */
  @PostMapping("/c/{token}/r/{request}")
  ResponseEntity<String> result(
      @PathVariable String token, @PathVariable("request") String asked, HttpServletRequest request)
      throws IOException {
    return named(CallbackLog.Kind.RESULT, token, asked, request);
  }

  /** The question waits in M-Pesa's queue for too long. */
  @PostMapping("/c/{token}/t/{request}")
  ResponseEntity<String> timeout(
      @PathVariable String token, @PathVariable("request") String asked, HttpServletRequest request)
      throws IOException {
    return named(CallbackLog.Kind.TIMEOUT, token, asked, request);
  }

  @PostMapping("/c/{token}/v")
  ResponseEntity<String> validation(@PathVariable String token, HttpServletRequest request)
      throws IOException {
    Validating.Verdict verdict = validating.validate(token, body(request));
    if (verdict == Validating.Verdict.UNKNOWN_TOKEN) {
      return answer(CallbackIngest.Taken.UNKNOWN_TOKEN);
    }
    String words = verdict == Validating.Verdict.ACCEPTED ? "Accepted" : "Rejected";
    return ResponseEntity.ok()
        .contentType(MediaType.APPLICATION_JSON)
        .body("{\"ResultCode\":\"%s\",\"ResultDesc\":\"%s\"}".formatted(verdict.code(), words));
  }

  private ResponseEntity<String> named(
      CallbackLog.Kind kind, String token, String id, HttpServletRequest request)
      throws IOException {
    UUID named;
    try {
      named = UUID.fromString(id);
    } catch (IllegalArgumentException e) {
      return answer(CallbackIngest.Taken.UNKNOWN_TOKEN);
    }
    return answer(
        ingest.take(
            token, new CallbackIngest.Posted(kind, named, body(request), request.getRemoteAddr())));
  }

  /** The body as text that the database can keep; what is too long is cut, and then malformed. */
  private static String body(HttpServletRequest request) throws IOException {
    byte[] bytes = request.getInputStream().readNBytes(MOST_BYTES);
    return new String(bytes, StandardCharsets.UTF_8).replace('\0', '\uFFFD');
  }

  private static ResponseEntity<String> answer(CallbackIngest.Taken taken) {
    return switch (taken) {
      case YES -> ResponseEntity.ok().contentType(MediaType.APPLICATION_JSON).body(ACCEPTED);
      case UNKNOWN_TOKEN -> ResponseEntity.notFound().build();
      case NO -> ResponseEntity.status(HttpStatus.SERVICE_UNAVAILABLE).build();
    };
  }
}
