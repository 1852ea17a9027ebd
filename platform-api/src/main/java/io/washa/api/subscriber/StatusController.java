package io.washa.api.subscriber;

import io.washa.api.web.HostTenant;
import io.washa.api.web.Ids;
import io.washa.api.web.Problem;
import io.washa.api.web.ProblemCode;
import io.washa.tenancy.Tenant;
import io.washa.work.ConditionalOnRole;
import io.washa.work.Role;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.Optional;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/**
 * Tells how a payment goes: once, or as it happens. Its id is what allows to ask; nobody guesses 74
 * random bits, and another tenant's id is no id here.
 */
@RestController
@ConditionalOnRole(Role.API)
class StatusController {
  private static final String PATH = "/api/payments/status/{id}";
  private static final Duration STREAM_RETRY = Duration.ofSeconds(5);

  private final Statuses statuses;
  private final StatusStreams streams;

  StatusController(Statuses statuses, StatusStreams streams) {
    this.statuses = statuses;
    this.streams = streams;
  }

  @GetMapping(path = PATH, produces = MediaType.APPLICATION_JSON_VALUE)
  ResponseEntity<Object> status(@PathVariable String id, HttpServletRequest request) {
    return find(id, request)
        .<ResponseEntity<Object>>map(
            status -> ResponseEntity.ok().contentType(MediaType.APPLICATION_JSON).body(status))
        .orElseGet(() -> Problem.of(ProblemCode.NOT_FOUND).answer());
  }

  @GetMapping(path = PATH, produces = MediaType.TEXT_EVENT_STREAM_VALUE)
  ResponseEntity<?> stream(@PathVariable String id, HttpServletRequest request) {
    Optional<PaymentStatus> status = find(id, request);
    if (status.isEmpty()) {
      return Problem.of(ProblemCode.NOT_FOUND).answer();
    }
    Tenant tenant = HostTenant.of(request);
    var emitter = streams.open(tenant.id(), status.get().id(), listener(request));
    if (emitter.isEmpty()) {
      return Problem.of(ProblemCode.STREAMS_EXHAUSTED).retryAfter(STREAM_RETRY).answer();
    }
    return ResponseEntity.ok()
        .contentType(MediaType.TEXT_EVENT_STREAM)
        // Proxies would hold events back until a buffer is full.
        .header("X-Accel-Buffering", "no")
        .body(emitter.get());
  }

  private Optional<PaymentStatus> find(String id, HttpServletRequest request) {
    return Ids.parse(id).flatMap(payment -> statuses.find(payment, listener(request)));
  }

  private static Statuses.Listener listener(HttpServletRequest request) {
    return new Statuses.Listener(
        HostTenant.of(request).zone(),
        Statuses.language(request.getHeader(HttpHeaders.ACCEPT_LANGUAGE)));
  }
}
