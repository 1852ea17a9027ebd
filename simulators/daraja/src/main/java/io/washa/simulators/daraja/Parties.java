package io.washa.simulators.daraja;

import java.net.URI;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * What Transaction Status and Reversal have in common: who asks, for which shortcode, and where to
 * answer.
 */
final class Parties {
  private final Gate gate;
  private final Books books;
  private final Initiators initiators;
  private final Ids ids;

  /** A request that was taken in; its result depends on the credential, too. */
  record Asked(
      Shortcode shortcode,
      JsonNode body,
      Initiators.Verdict credential,
      URI resultUrl,
      URI timeoutUrl) {}

  /** The names of the fields that differ. */
  record Fields(String command, String party) {}

  Parties(Gate gate, Books books, Initiators initiators, Ids ids) {
    this.gate = gate;
    this.books = books;
    this.initiators = initiators;
    this.ids = ids;
  }

  String nextId() {
    return ids.next();
  }

  Checked<Asked> check(Call call, Fields fields) {
    return switch (gate.initiator(call)) {
      case Checked.Refused<Gate.Authorised>(Refusal refusal) -> Checked.refused(refusal);
      case Checked.Ok<Gate.Authorised>(Gate.Authorised authorised) -> check(authorised, fields);
    };
  }

  private Checked<Asked> check(Gate.Authorised call, Fields fields) {
    JsonNode body = call.body();
    if (!Json.field(body, "CommandID").equals(fields.command())) {
      return Checked.refused(Refusal.invalid("CommandID"));
    }
    Optional<Shortcode> shortcode =
        books
            .shortcode(Json.field(body, fields.party()))
            .filter(known -> known.consumerKey().equals(call.consumerKey()));
    if (shortcode.isEmpty()) {
      return Checked.refused(Refusal.invalid(fields.party()));
    }
    Optional<URI> result = CallbackUrl.parse(Json.field(body, "ResultURL"));
    Optional<URI> timeout = CallbackUrl.parse(Json.field(body, "QueueTimeOutURL"));
    if (result.isEmpty() || timeout.isEmpty()) {
      return Checked.refused(Refusal.invalid(result.isEmpty() ? "ResultURL" : "QueueTimeOutURL"));
    }
    if (!Json.field(body, "Remarks").matches("(?s).{2,100}")) {
      return Checked.refused(Refusal.invalid("Remarks"));
    }
    return Checked.ok(
        new Asked(
            shortcode.get(),
            body,
            initiators.check(
                shortcode.get().number(),
                Json.field(body, "Initiator"),
                Json.field(body, "SecurityCredential")),
            result.get(),
            timeout.get()));
  }
}
