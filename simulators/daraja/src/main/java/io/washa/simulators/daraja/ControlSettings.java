package io.washa.simulators.daraja;

import io.washa.simulators.daraja.NextErrors.Planned;
import io.washa.simulators.daraja.Transaction.Payer;
import io.washa.simulators.daraja.Transaction.Payment;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** The control API about the simulator itself: faults, errors, switches, shortcodes, history. */
final class ControlSettings implements Endpoint {
  private static final Map<String, String> SHORT_NAMES =
      Map.ofEntries(
          Map.entry("oauth", "/oauth/v1/generate"),
          Map.entry("stkpush", "/mpesa/stkpush/v1/processrequest"),
          Map.entry("stkquery", "/mpesa/stkpushquery/v1/query"),
          Map.entry("register", "/mpesa/c2b/v2/registerurl"),
          Map.entry("register-v1", "/mpesa/c2b/v1/registerurl"),
          Map.entry("simulate", "/mpesa/c2b/v2/simulate"),
          Map.entry("simulate-v1", "/mpesa/c2b/v1/simulate"),
          Map.entry("pull", "/pulltransactions/v1/query"),
          Map.entry("pull-register", "/pulltransactions/v1/register"),
          Map.entry("status", "/mpesa/transactionstatus/v1/query"),
          Map.entry("reversal", "/mpesa/reversal/v1/request"));

  private final Books books;
  private final C2b c2b;
  private final FaultBoard faults;
  private final Switches switches;
  private final NextErrors nextErrors;
  private final Set<String> paths;
  private final Ids ids = new Ids();

  /** What can be set. */
  record Parts(Books books, C2b c2b, FaultBoard faults, Switches switches, NextErrors nextErrors) {}

  /**
   * Steers these parts.
   *
   * @param paths the endpoints that an error can be planned for
   */
  ControlSettings(Parts parts, Set<String> paths) {
    this.books = parts.books();
    this.c2b = parts.c2b();
    this.faults = parts.faults();
    this.switches = parts.switches();
    this.nextErrors = parts.nextErrors();
    this.paths = Set.copyOf(paths);
  }

  @Override
  public Reply answer(Call call) {
    if (!call.isPost()) {
      return read(call.path());
    }
    Optional<JsonNode> body = Json.object(call.body());
    if (body.isEmpty()) {
      return Reply.problem(400, "a JSON object is needed");
    }
    return switch (call.path()) {
      case "/control/faults" -> faults(body.get());
      case "/control/switches" -> switches(body.get());
      case "/control/next-error" -> nextError(body.get());
      case "/control/shortcodes" -> shortcode(body.get());
      case "/control/history" -> history(body.get());
      default -> Reply.problem(404, "no such control");
    };
  }

  private Reply read(String path) {
    return switch (path) {
      case "/control/switches" -> Reply.json(200, switches.asJson());
      case "/control/shortcodes" ->
          Reply.json(200, books.shortcodes().stream().map(ControlSettings::shown).toList());
      default -> Reply.problem(404, "no such control");
    };
  }

  private static Map<String, Object> shown(Shortcode shortcode) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("shortcode", shortcode.number());
    json.put("businessName", shortcode.businessName());
    json.put("type", shortcode.type().label());
    json.put("store", shortcode.store());
    return json;
  }

  private Reply faults(JsonNode body) {
    String shortcode = Json.field(body, "shortcode");
    if (books.shortcode(shortcode).isEmpty()) {
      return Reply.problem(404, "no such shortcode");
    }
    Optional<Faults> wanted = Faults.parse(body, faults.usual());
    if (wanted.isEmpty()) {
      return Reply.problem(
          400,
          "callback is none, drop, duplicate, late or before-response; times 1 to 100; millis 0 to"
              + " 3600000; retries 0 to 10; c2bCopyOrder before or after; validation normal,"
              + " skipped or without-confirmation; query normal, unknown, processing, pending or"
              + " failed; balance valueless, absent or present");
    }
    faults.set(shortcode, wanted.get());
    return Reply.json(200, wanted.get().asJson());
  }

  private Reply switches(JsonNode body) {
    for (Map.Entry<String, JsonNode> entry : body.properties()) {
      if (Switch.named(entry.getKey()).isEmpty() || !entry.getValue().isBoolean()) {
        return Reply.problem(400, "switches are true or false: " + switches.asJson().keySet());
      }
    }
    body.properties()
        .forEach(entry ->
            Switch.named(entry.getKey())
                .ifPresent(which -> switches.set(which, entry.getValue().booleanValue())));
    return Reply.json(200, switches.asJson());
  }

  private Reply nextError(JsonNode body) {
    String endpoint = Json.field(body, "endpoint");
    String path = SHORT_NAMES.getOrDefault(endpoint, endpoint);
    Optional<Reply> reply = plannedReply(body);
    int times = body.path("times").asInt(1);
    int millis = body.path("millis").asInt(0);
    boolean bounded = times >= 1 && times <= 100 && millis >= 0 && millis <= 120_000;
    if (!paths.contains(path) || reply.isEmpty() || !bounded) {
      return Reply.problem(
          400,
          "endpoint is a Daraja path or one of "
              + SHORT_NAMES.keySet()
              + ", httpStatus 2xx-5xx or preset one of "
              + Arrays.stream(ErrorPreset.values()).map(ErrorPreset::label).toList());
    }
    Planned planned = new Planned(reply.get(), body.path("processed").asBoolean(false), millis);
    for (int i = 0; i < times; i++) {
      if (!nextErrors.plan(path, planned)) {
        return Reply.problem(409, "too many errors are waiting for this endpoint");
      }
    }
    return Reply.json(200, Map.of("endpoint", path));
  }

  /** A preset, or status and body as given. */
  private Optional<Reply> plannedReply(JsonNode body) {
    String preset = Json.field(body, "preset");
    if (!preset.isEmpty()) {
      return ErrorPreset.named(preset).map(found -> found.reply(ids.next()));
    }
    int status = body.path("httpStatus").asInt(0);
    if (status < 200 || status > 599) {
      return Optional.empty();
    }
    JsonNode answer = body.path("body");
    String text =
        answer.isMissingNode() || answer.isString()
            ? Json.field(body, "bodyText") + Json.field(body, "body")
            : Json.text(answer);
    String contentType = body.path("contentType").asString("application/json");
    return Optional.of(Reply.text(status, contentType, text));
  }

  private Reply shortcode(JsonNode body) {
    String type = Json.field(body, "type");
    if (!type.equals(Shortcode.Type.PAYBILL.label()) && !type.equals(Shortcode.Type.TILL.label())) {
      return Reply.problem(400, "type is PayBill or Till");
    }
    try {
      Shortcode shortcode =
          new Shortcode(
              Json.field(body, "shortcode"),
              Json.field(body, "businessName"),
              type.equals("Till") ? Shortcode.Type.TILL : Shortcode.Type.PAYBILL,
              Json.field(body, "consumerKey"),
              Json.field(body, "consumerSecret"),
              Json.field(body, "passkey"),
              Json.field(body, "store"));
      books.put(shortcode);
      return Reply.json(201, shown(shortcode));
    } catch (IllegalArgumentException incomplete) {
      return Reply.problem(400, String.valueOf(incomplete.getMessage()));
    }
  }

  /** All or nothing: a wrong line refuses the whole history. */
  private Reply history(JsonNode body) {
    Optional<Shortcode> shortcode = books.shortcode(Json.field(body, "shortcode"));
    if (shortcode.isEmpty()) {
      return Reply.problem(404, "no such shortcode");
    }
    List<Past> past = new ArrayList<>();
    for (JsonNode line : body.path("transactions")) {
      Optional<Past> parsed = past(shortcode.get(), line);
      if (parsed.isEmpty()) {
        return Reply.problem(400, "transaction " + past.size() + " is not valid");
      }
      past.add(parsed.get());
    }
    C2bMessage.Form form = c2b.form(shortcode.get().number());
    return Reply.json(
        200,
        past.stream()
            .map(p -> books.complete(books.newReceipt(p.at()), p.payment(), p.at(), ""))
            .map(transaction -> C2bMessage.confirmation(form, transaction))
            .toList());
  }

  private record Past(Payment payment, Instant at) {}

  private static Optional<Past> past(Shortcode shortcode, JsonNode line) {
    String amount = Json.field(line, "amount");
    String msisdn = Json.field(line, "msisdn");
    if (!StkChecks.isAmount(amount) || !StkChecks.isPhone(msisdn)) {
      return Optional.empty();
    }
    try {
      Instant at = Instant.parse(Json.field(line, "at"));
      Payment payment =
          Payment.byHand(
              shortcode,
              Json.field(line, "account"),
              Integer.parseInt(amount),
              new Payer(msisdn, Json.field(line, "firstName")));
      return Optional.of(new Past(payment, at));
    } catch (DateTimeException notAnInstant) {
      return Optional.empty();
    }
  }
}
