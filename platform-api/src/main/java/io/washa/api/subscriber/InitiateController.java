package io.washa.api.subscriber;

import io.washa.api.web.Limits;
import io.washa.api.web.Problem;
import io.washa.api.web.ProblemCode;
import io.washa.work.ConditionalOnRole;
import io.washa.work.Role;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;

/** Starts payments, each once. */
@RestController
@ConditionalOnRole(Role.API)
class InitiateController {
  private static final String KEY = "Idempotency-Key";
  private static final String KEY_FORM = "[\\x21-\\x7e]{1,255}";

  private final Initiating initiating;
  private final Idempotency idempotency;
  private final Limits limits;
  private final JsonMapper json;
  private final int perAddress;

  InitiateController(
      Initiating initiating,
      Idempotency idempotency,
      Limits limits,
      JsonMapper json,
      @Value("${washa.api.limits.address-per-minute:60}") int perAddress) {
    this.initiating = initiating;
    this.idempotency = idempotency;
    this.limits = limits;
    this.json = json;
    this.perAddress = perAddress;
  }

  /** A payment that has begun. */
  record Begun(UUID id, String state) {}

  @PostMapping(
      path = "/api/payments/initiate",
      consumes = MediaType.APPLICATION_JSON_VALUE,
      produces = MediaType.APPLICATION_JSON_VALUE)
  ResponseEntity<Object> initiate(
      @RequestBody InitiateRequest wish,
      @RequestHeader(name = KEY, required = false) @Nullable String key,
      HttpServletRequest request) {
    Optional<Duration> wait = limits.refuse("address", request.getRemoteAddr(), perAddress);
    if (wait.isPresent()) {
      return Problem.of(ProblemCode.TOO_MANY_REQUESTS).retryAfter(wait.get()).answer();
    }
    if (key == null) {
      return answer(initiating.start(wish));
    }
    if (!key.matches(KEY_FORM)) {
      return Problem.of(
              ProblemCode.PARAMETER_INVALID, KEY + " is 1 to 255 visible ASCII characters.")
          .answer();
    }
    return switch (idempotency.claim(key, wish.hash())) {
      case Idempotency.Claim.Fresh() -> once(key, wish);
      case Idempotency.Claim.Done(int status, String body) -> again(status, body);
      case Idempotency.Claim.Busy() ->
          Problem.of(ProblemCode.REQUEST_IN_PROGRESS).retryAfter(Duration.ofSeconds(1)).answer();
      case Idempotency.Claim.Foreign() -> Problem.of(ProblemCode.IDEMPOTENCY_KEY_REUSED).answer();
    };
  }

  private ResponseEntity<Object> once(String key, InitiateRequest wish) {
    boolean kept = false;
    try {
      ResponseEntity<Object> answer = answer(initiating.start(wish));
      if (isFinal(answer)) {
        idempotency.keep(
            key, answer.getStatusCode().value(), json.writeValueAsString(answer.getBody()));
        kept = true;
      }
      return answer;
    } finally {
      if (!kept) {
        idempotency.release(key);
      }
    }
  }

  /** Whether there is a prompt now; all other answers may change when asked again. */
  private static boolean isFinal(ResponseEntity<Object> answer) {
    return answer.getStatusCode().isSameCodeAs(HttpStatus.ACCEPTED)
        || answer.getStatusCode().isSameCodeAs(HttpStatus.CONFLICT);
  }

  private ResponseEntity<Object> again(int status, String body) {
    MediaType type =
        status == HttpStatus.ACCEPTED.value()
            ? MediaType.APPLICATION_JSON
            : MediaType.APPLICATION_PROBLEM_JSON;
    return ResponseEntity.status(status)
        .contentType(type)
        .header("Idempotency-Replayed", "true")
        .body(json.readTree(body));
  }

  private static ResponseEntity<Object> answer(Initiating.Started started) {
    return switch (started) {
      case Initiating.Started.Prompt(UUID id, String state) ->
          ResponseEntity.accepted()
              .contentType(MediaType.APPLICATION_JSON)
              .body(new Begun(id, state));
      case Initiating.Started.Refused(Problem problem) -> problem.answer();
    };
  }
}
