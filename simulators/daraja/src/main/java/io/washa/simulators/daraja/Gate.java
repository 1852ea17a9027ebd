package io.washa.simulators.daraja;

import java.util.Locale;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** What the gateway checks before a product sees a call: method, token, payload. */
final class Gate {
  private final Tokens tokens;

  /** A call that came through. */
  record Authorised(String consumerKey, JsonNode body) {}

  Gate(Tokens tokens) {
    this.tokens = tokens;
  }

  /**
   * For STK push and query. An unreadable payload is answered as an invalid BusinessShortCode,
   * which the portal documents for a wrong content type.
   */
  Checked<Authorised> stk(Call call) {
    if (!call.isPost()) {
      return Checked.refused(Refusal.METHOD);
    }
    return authorised(call, Refusal.STK_TOKEN, Refusal.invalid("BusinessShortCode"));
  }

  /** For the C2B calls. */
  Checked<Authorised> c2b(Call call) {
    if (!call.isPost() || call.header("authorization").isEmpty()) {
      return Checked.refused(Refusal.C2B_HEADER);
    }
    return authorised(call, Refusal.C2B_TOKEN, Refusal.C2B_PAYLOAD);
  }

  /** For the Pull calls, whose query may be a GET with a body. */
  Checked<Authorised> pull(Call call) {
    return authorised(call, Refusal.PULL_TOKEN, Refusal.PULL_PAYLOAD);
  }

  private Checked<Authorised> authorised(Call call, Refusal badToken, Refusal badPayload) {
    Optional<String> consumerKey = tokens.consumerKey(call.header("authorization"));
    if (consumerKey.isEmpty()) {
      return Checked.refused(badToken);
    }
    String contentType = call.header("content-type").toLowerCase(Locale.ROOT);
    if (!contentType.startsWith("application/json")) {
      return Checked.refused(badPayload);
    }
    return Json.object(call.body())
        .map(body -> Checked.ok(new Authorised(consumerKey.get(), body)))
        .orElseGet(() -> Checked.refused(badPayload));
  }
}
