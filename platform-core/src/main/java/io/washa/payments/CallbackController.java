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
  private static final String VALID = "{\"ResultCode\":\"0\",\"ResultDesc\":\"Accepted\"}";

  private final CallbackIngest ingest;

  CallbackController(CallbackIngest ingest) {
    this.ingest = ingest;
  }

  @PostMapping("/c/{token}/s/{intent}")
  ResponseEntity<String> stk(
      @PathVariable String token, @PathVariable String intent, HttpServletRequest request)
      throws IOException {
    UUID id;
    try {
      id = UUID.fromString(intent);
    } catch (IllegalArgumentException e) {
      return answer(CallbackIngest.Taken.UNKNOWN_TOKEN);
    }
    return answer(ingest.stk(token, id, body(request)));
  }

  @PostMapping("/c/{token}/p")
  ResponseEntity<String> confirmation(@PathVariable String token, HttpServletRequest request)
      throws IOException {
    return answer(ingest.confirmation(token, body(request)));
  }

  /** Refuses nobody: what matches no subscriber goes into suspense, where it can be claimed. */
  @PostMapping("/c/{token}/v")
  ResponseEntity<String> validation(@PathVariable String token) {
    return ingest.knows(token)
        ? ResponseEntity.ok().contentType(MediaType.APPLICATION_JSON).body(VALID)
        : answer(CallbackIngest.Taken.UNKNOWN_TOKEN);
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
