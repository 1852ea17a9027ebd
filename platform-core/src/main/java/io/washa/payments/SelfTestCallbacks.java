package io.washa.payments;

import io.washa.payments.daraja.Shortcodes;
import io.washa.tenancy.TenantContext;
import io.washa.tenancy.Tenants;
import io.washa.work.ConditionalOnRole;
import io.washa.work.Role;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * What Safaricom posts of self-tests: by the same host, token and list of addresses as all else.
 */
@RestController
@ConditionalOnRole(Role.CALLBACKS)
class SelfTestCallbacks {
  /** A real one has under 2 KB. */
  private static final int MOST_BYTES = 64 * 1024;

  private static final String ACCEPTED = "{\"ResultCode\":0,\"ResultDesc\":\"Accepted\"}";

  private final Tenants tenants;
  private final SelfTests tests;
  private final CallbackLog callbacks;
  private final Sources sources;
  private final Shortcodes shortcodes;
  private final TransactionTemplate transaction;

  SelfTestCallbacks(
      Tenants tenants,
      SelfTests tests,
      CallbackLog callbacks,
      Sources sources,
      Shortcodes shortcodes,
      TransactionTemplate transaction) {
    this.tenants = tenants;
    this.tests = tests;
    this.callbacks = callbacks;
    this.sources = sources;
    this.shortcodes = shortcodes;
    this.transaction = transaction;
  }

  @PostMapping("/c/{token}/k/{test}")
  ResponseEntity<String> take(
      @PathVariable String token, @PathVariable String test, HttpServletRequest request)
      throws IOException {
    Optional<UUID> id = id(test);
    Optional<Tenants.CallbackRoute> route = tenants.findCallbackRoute(token);
    if (id.isEmpty() || route.isEmpty()) {
      return ResponseEntity.notFound().build();
    }
    byte[] bytes = request.getInputStream().readNBytes(MOST_BYTES);
    String body = new String(bytes, StandardCharsets.UTF_8).replace('\0', '\uFFFD');
    TenantContext.run(
        route.get().tenant(),
        () ->
            take(
                new CallbackLog.Received(
                    route.get().shortcode(),
                    CallbackLog.Kind.STK,
                    id.get(),
                    body,
                    request.getRemoteAddr())));
    return ResponseEntity.ok().contentType(MediaType.APPLICATION_JSON).body(ACCEPTED);
  }

  private void take(CallbackLog.Received received) {
    boolean listed = sources.mayGive(received.source());
    transaction.executeWithoutResult(_ -> {
      boolean _ = callbacks.keep(received, listed ? settle(received) : "from an unlisted address");
    });
    transaction.executeWithoutResult(_ -> shortcodes.noteCallback(received.shortcode()));
  }

  private @Nullable String settle(CallbackLog.Received received) {
    UUID test = received.intent();
    return test == null
        ? "unknown self-test"
        : tests.settle(received.shortcode(), test, received.body());
  }

  private static Optional<UUID> id(String text) {
    try {
      return Optional.of(UUID.fromString(text));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
