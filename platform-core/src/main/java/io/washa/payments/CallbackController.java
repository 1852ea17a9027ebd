package io.washa.payments;

import io.washa.work.ConditionalOnRole;
import io.washa.work.Role;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.springframework.http.MediaType;
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
  void stk(
      @PathVariable String token,
      @PathVariable String intent,
      HttpServletRequest request,
      HttpServletResponse response)
      throws IOException {
    answer(response, named(CallbackLog.Kind.STK, token, intent, request));
  }

  @PostMapping("/c/{token}/p")
  void confirmation(
      @PathVariable String token, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    answer(
        response,
        ingest.take(
            token,
            new CallbackIngest.Posted(
                CallbackLog.Kind.CONFIRMATION, null, body(request), request.getRemoteAddr())));
  }

  /** The result of a question that an initiator asked. */
  @PostMapping("/c/{token}/r/{request}")
  void result(
      @PathVariable String token,
      @PathVariable("request") String asked,
      HttpServletRequest request,
      HttpServletResponse response)
      throws IOException {
    answer(response, named(CallbackLog.Kind.RESULT, token, asked, request));
  }

  /** The question waits in M-Pesa's queue for too long. */
  @PostMapping("/c/{token}/t/{request}")
  void timeout(
      @PathVariable String token,
      @PathVariable("request") String asked,
      HttpServletRequest request,
      HttpServletResponse response)
      throws IOException {
    answer(response, named(CallbackLog.Kind.TIMEOUT, token, asked, request));
  }

  @PostMapping("/c/{token}/v")
  void validation(
      @PathVariable String token, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    Validating.Verdict verdict = validating.validate(token, body(request));
    if (verdict == Validating.Verdict.UNKNOWN_TOKEN) {
      answer(response, CallbackIngest.Taken.UNKNOWN_TOKEN);
    } else {
      String words = verdict == Validating.Verdict.ACCEPTED ? "Accepted" : "Rejected";
      say(
          response,
          "{\"ResultCode\":\"%s\",\"ResultDesc\":\"%s\"}".formatted(verdict.code(), words));
    }
  }

  private CallbackIngest.Taken named(
      CallbackLog.Kind kind, String token, String id, HttpServletRequest request)
      throws IOException {
    UUID named;
    try {
      named = UUID.fromString(id);
    } catch (IllegalArgumentException e) {
      return CallbackIngest.Taken.UNKNOWN_TOKEN;
    }
    return ingest.take(
        token, new CallbackIngest.Posted(kind, named, body(request), request.getRemoteAddr()));
  }

  /** The body as text that the database can keep; what is too long is cut, and then malformed. */
  private static String body(HttpServletRequest request) throws IOException {
    byte[] bytes = request.getInputStream().readNBytes(MOST_BYTES);
    return new String(bytes, StandardCharsets.UTF_8).replace('\0', '\uFFFD');
  }

  private static void answer(HttpServletResponse response, CallbackIngest.Taken taken)
      throws IOException {
    switch (taken) {
      case YES -> say(response, ACCEPTED);
      case UNKNOWN_TOKEN -> response.setStatus(HttpServletResponse.SC_NOT_FOUND);
      case NO -> response.setStatus(HttpServletResponse.SC_SERVICE_UNAVAILABLE);
    }
  }

  /** Written by hand: choosing a converter for one fixed line costs a twentieth of a callback. */
  private static void say(HttpServletResponse response, String json) throws IOException {
    response.setContentType(MediaType.APPLICATION_JSON_VALUE);
    byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
    response.setContentLength(bytes.length);
    response.getOutputStream().write(bytes);
  }
}
